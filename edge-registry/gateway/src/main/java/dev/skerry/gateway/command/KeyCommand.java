package dev.skerry.gateway.command;

import picocli.CommandLine.Command;

/** {@code skerryd key}. */
@Command(
    name = "key",
    description = "The key that signs this gateway's receipts and its log.",
    subcommands = KeyRotateCommand.class)
final class KeyCommand {}
