package dev.skerry.rollout;

import dev.skerry.plans.PlanDoc;
import java.util.Map;

/** Where the API server has the objects of a plan file. */
final class ApiPath {
  private static final Map<String, String> PLURALS =
      Map.of(
          "Plan", "/apis/upgrade.cattle.io/v1|plans",
          "ManagedOSImage", "/apis/elemental.cattle.io/v1beta1|managedosimages",
          "NodeOpUpgrade", "/apis/operator.kairos.io/v1alpha1|nodeopupgrades",
          "Secret", "/api/v1|secrets",
          "ConfigMap", "/api/v1|configmaps",
          "ServiceAccount", "/api/v1|serviceaccounts");

  private ApiPath() {}

  /**
   * The path of an object.
   *
   * @param namespace for objects that name none
   */
  static String of(PlanDoc document, String namespace) {
    if (document.kindWord().equals("Namespace")) {
      return "/api/v1/namespaces/" + document.name();
    }
    String[] parts = PLURALS.getOrDefault(document.kindWord(), "|").split("\\|", -1);
    return parts[0]
        + "/namespaces/"
        + document.namespace().orElse(namespace)
        + "/"
        + parts[1]
        + "/"
        + document.name();
  }
}
