package dev.skerry.cli.commands;

import picocli.CommandLine.Command;

/** {@code skerry root}. */
@Command(
    name = "root",
    description = "Make, show and sign the documents that say who may sign.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RootInitCommand.class,
      RootNextCommand.class,
      RootShowCommand.class,
      RootSignCommand.class
    })
public final class RootCommand {}
