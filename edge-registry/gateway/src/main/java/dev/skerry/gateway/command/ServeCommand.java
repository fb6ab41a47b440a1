package dev.skerry.gateway.command;

import dev.skerry.format.json.JsonText;
import dev.skerry.gateway.service.Gateway;
import dev.skerry.gateway.setup.DataFolder;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code skerryd serve}: runs until it is told to stop. */
@Command(name = "serve", description = "Runs the service: registry, admin API, plans.")
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();
  @Mixin private JsonOption json = new JsonOption();

  @Override
  public Integer call() throws InterruptedException {
    Logs.shortLines();
    DataFolder folder = data.folder();
    Gateway gateway = Gateway.serve(folder, settings.settings(folder), InstantSource.system());
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(gateway::close));
    show(gateway);
    // Nothing wakes this thread: a signal ends the process once the hook is done.
    new CountDownLatch(1).await();
    return 0;
  }

  /** The addresses, one a line: scripts wait for the last one. */
  private void show(Gateway gateway) {
    if (gateway.exposed()) {
      spec.commandLine()
          .getErr()
          .println("warning: nodes pull without TLS; give --tls-cert and --tls-key");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json.wanted()) {
      out.println(
          JsonText.object()
              .put("registry", gateway.registry())
              .put("admin", gateway.admin())
              .text());
    } else {
      out.println("registry " + gateway.registry());
      out.println("admin " + gateway.admin());
    }
    out.flush();
  }
}
