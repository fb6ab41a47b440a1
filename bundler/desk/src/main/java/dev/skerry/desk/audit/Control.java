package dev.skerry.desk.audit;

import java.util.List;

/** What a control of NIST SP 800-53 asks for, as far as bundles and receipts show it. */
enum Control {
  INTEGRITY("si-7", "Changes of content are found: bundles are hashed to their last byte"),
  AT_TRANSITIONS("si-7.1", "What a site judged when it took a bundle holds when it is judged anew"),
  RESPONDED("si-7.5", "Content that is damaged or not trusted is refused, and nobody is asked"),
  REPORTED("si-7.7", "What sites refused, and where they went back, is known at the desk"),
  AUTHENTICATED("si-7.15", "Bundles are authenticated before anything of them is installed"),
  SIGNED("cm-14", "What is installed is signed by those whom the organisation names"),
  CONTROLLED("cm-3", "What a site took is a release that is known here, and sites go forward"),
  CONTROLLED_KEYS("cm-3.6", "Keys and schemes change by signed documents that are at hand"),
  RESTRICTED("cm-5", "Only as many of the named signers together as the root asks can release"),
  SEPARATED("ac-5", "Nobody can change the root alone, or release and deploy alone"),
  TIMED("au-8", "Receipts have times that fit each other and what was signed before"),
  KEPT_APART("au-9.2", "The records of a gateway's decisions are on another system too"),
  PROTECTED("au-9.3", "What a gateway records is protected by its signature"),
  KEPT(
      "au-9",
      "What a gateway records is kept apart, and its log only ever grew",
      List.of(KEPT_APART, PROTECTED)),
  ATTRIBUTED("au-10", "Who signed and which gateway decided cannot be denied"),
  RECORDED("au-12", "A gateway writes a log about its decisions and answers for it"),
  PROVENANCE("sr-4", "Images carry statements of their makers"),
  AUTHENTIC("sr-11", "Content is the one that was signed, to the last byte"),
  REMEDIATED("si-2", "When each site took a release is known"),
  RECOVERABLE("cp-10", "What each site holds is known, and at hand to be brought back"),
  MANAGED_KEYS("sc-12", "Keys are named, replaced and revoked by signed documents"),
  APPROVED("sc-13", "Keys sign by schemes that FIPS 186-5 or FIPS 204 specifies");

  private final String id;
  private final String title;
  private final List<Control> parts;

  Control(String id, String title) {
    this(id, title, List.of());
  }

  Control(String id, String title, List<Control> parts) {
    this.id = id;
    this.title = title;
    this.parts = parts;
  }

  /** As OSCAL's catalogs spell it. */
  String id() {
    return id;
  }

  String title() {
    return title;
  }

  /** The controls of which it consists here: each of them has to be satisfied. */
  List<Control> parts() {
    return parts;
  }
}
