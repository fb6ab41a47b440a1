package dev.skerry.cli.commands;

import picocli.CommandLine.Command;

/** {@code skerry permit}. */
@Command(
    name = "permit",
    description = "Make, sign and show what lets one site take one bundle against one rule.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {PermitCreateCommand.class, PermitSignCommand.class, PermitShowCommand.class})
public final class PermitCommand {}
