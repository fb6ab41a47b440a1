package dev.skerry.upstream.registry;

import com.google.cloud.tools.jib.registry.RegistryAliasGroup;
import java.net.URI;

/**
 * One repository of one registry, as it is spoken to.
 *
 * @param host as references name it, for instance {@code docker.io}
 * @param repository path below the host
 * @param plainHttp whether HTTP is meant, not HTTPS
 */
record Endpoint(String host, String repository, boolean plainHttp) {
  /** The address of something in the repository; Docker Hub answers under another name. */
  URI uri(String below) {
    String scheme = plainHttp ? "http" : "https";
    return URI.create(
        scheme + "://" + RegistryAliasGroup.getHost(host) + "/v2/" + repository + "/" + below);
  }

  @Override
  public String toString() {
    return (plainHttp ? "http://" : "") + host + "/" + repository;
  }
}
