package dev.skerry.cli.commands;

import picocli.CommandLine.Command;

/** {@code skerry policy}. */
@Command(
    name = "policy",
    description = "Test policies, and show what they say of a bundle.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {PolicyTestCommand.class, PolicyExplainCommand.class})
public final class PolicyCommand {}
