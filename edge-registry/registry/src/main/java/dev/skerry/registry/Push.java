package dev.skerry.registry;

import io.helidon.http.HeaderNames;

/** What a depot takes beside what every registry gives; everywhere else this does not exist. */
final class Push {
  private final BlobPush blobs;
  private final ManifestPush manifests;

  Push(BlobPush blobs, ManifestPush manifests) {
    this.blobs = blobs;
    this.manifests = manifests;
  }

  Answer answer(OciRequest request, Call call) {
    return switch (request) {
      case OciRequest.StartUpload start when call.method().equals("POST") ->
          blobs.start(start, call);
      case OciRequest.Upload upload ->
          switch (call.method()) {
            case "GET", "HEAD" -> blobs.status(upload);
            case "PATCH" -> blobs.append(upload, call);
            case "PUT" -> blobs.close(upload, call);
            case "DELETE" -> blobs.cancel(upload);
            default -> refuse(request, call, "GET, HEAD, PATCH, PUT, DELETE");
          };
      case OciRequest.Manifest manifest when call.method().equals("PUT") ->
          manifests.put(manifest, call);
      case OciRequest.StartUpload start -> refuse(request, call, "POST");
      case OciRequest.Manifest manifest -> refuse(request, call, "GET, HEAD, PUT");
      default -> refuse(request, call, "GET, HEAD");
    };
  }

  private static Answer refuse(OciRequest request, Call call, String allowed) {
    return Errors.answer(
            RegistryError.METHOD, call.method() + " " + request.route(), "is not offered here")
        .with(HeaderNames.ALLOW, allowed);
  }
}
