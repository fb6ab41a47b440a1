package dev.skerry.cli.commands;

import picocli.CommandLine.Command;

/** {@code skerry key}. */
@Command(
    name = "key",
    description = "Make and show the keys of one signer.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {KeyGenerateCommand.class, KeyShowCommand.class})
public final class KeyCommand {}
