package dev.skerry.cli.commands;

import picocli.CommandLine.Command;

/** {@code skerry site}. */
@Command(
    name = "site",
    description = "The gateways that this desk knows.",
    subcommands = {SiteAddCommand.class, SiteSignCommand.class})
public final class SiteCommand {}
