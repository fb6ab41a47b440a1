"""What is measured with: nine images in a registry, a desk, a bundle, a depot of many blobs."""

import gzip
import hashlib
import http.client
import json
import random
import sys
import threading
from pathlib import Path

from processes import DIST, MB, WORK, docker_registry, gateway, remove, run

# Of what is large.
PIECE = 10 * MB
LAYERS = [[600], [60, 20], [50, 10], [40, 10], [40], [30, 10], [30, 10], [30, 10], [30, 20]]


class Layout:
    """An OCI layout whose images hold random bytes; the same ones at every run."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "blobs" / "sha256").mkdir(parents=True)
        (folder / "oci-layout").write_text('{"imageLayoutVersion":"1.0.0"}')
        self.manifests = []

    def blob(self, media_type, body):
        digest = hashlib.sha256(body).hexdigest()
        (self.folder / "blobs" / "sha256" / digest).write_bytes(body)
        return {"mediaType": media_type, "digest": f"sha256:{digest}", "size": len(body)}

    def layer(self, seed, size):
        """In pieces: what this process holds would count as the peak of all that it starts."""
        bytes_of, plain = random.Random(seed), hashlib.sha256()
        part = self.folder / "part"
        with gzip.GzipFile(part, "wb", compresslevel=0, mtime=0) as packed:
            for _ in range(size):
                piece = bytes_of.randbytes(MB)
                plain.update(piece)
                packed.write(piece)
        with open(part, "rb") as packed:
            digest = hashlib.file_digest(packed, "sha256").hexdigest()
        size = part.stat().st_size
        part.rename(self.folder / "blobs" / "sha256" / digest)
        return ({"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip",
                 "digest": f"sha256:{digest}", "size": size}, f"sha256:{plain.hexdigest()}")

    def image(self, name, sizes):
        layers = [self.layer(f"{name}-{i}", size) for i, size in enumerate(sizes)]
        config = self.blob("application/vnd.oci.image.config.v1+json", json.dumps({
            "architecture": "amd64", "os": "linux", "config": {},
            "rootfs": {"type": "layers", "diff_ids": [d for _, d in layers]}}).encode())
        manifest = self.blob("application/vnd.oci.image.manifest.v1+json", json.dumps({
            "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": config, "layers": [d for d, _ in layers]}).encode())
        manifest["annotations"] = {"org.opencontainers.image.ref.name": name}
        self.manifests.append(manifest)

    def close(self):
        (self.folder / "index.json").write_text(
            json.dumps({"schemaVersion": 2, "manifests": self.manifests}))


def names():
    return [f"app{i}" for i in range(len(LAYERS))]


def prepare(scale):
    """The source registry with the nine images, and a desk with its lock, keys and root."""
    remove(WORK)
    WORK.mkdir(parents=True)
    if not (DIST / "lib" / "skerryd.aot").exists():
        run(DIST / "bin" / "skerry-train")
    (WORK / "scale").write_text(str(scale))
    layout = Layout(WORK / "layout")
    for name, sizes in zip(names(), LAYERS):
        layout.image(name, [max(1, s * scale // 600) for s in sizes])
    layout.close()
    with docker_registry(WORK / "source") as source:
        for name in names():
            run("skopeo", "copy", "-q", "--preserve-digests", "--dest-tls-verify=false",
                f"oci:{WORK}/layout:{name}", f"docker://{source.address}/bench/{name}:1")
    remove(WORK / "layout")
    desk = WORK / "desk"
    desk.mkdir()
    skerry("key", "generate", "--name", "alice", "--out", "keys", "--no-passphrase")
    skerry("root", "init", "--product", "bench", "--signer", "alice=keys/alice.pub.pem",
           "--out", "root")
    skerry("root", "sign", "--yes", "root/1.root.dsse.json", "--key", "keys/alice.key.pem")


def skerry(*arguments):
    return run(DIST / "bin" / "skerry", *arguments, cwd=WORK / "desk")


def describe(address):
    images = "\n".join(f"  - name: registry.example.com/bench/{n}:1\n"
                       f"    from: http://{address}/bench/{n}:1" for n in names())
    (WORK / "desk" / "bundle.yaml").write_text(
        "apiVersion: skerry.dev/v1\nkind: Bundle\nproduct: bench\nchannel: stable\n"
        f"expires: 180d\nplatforms: [linux/amd64]\nimages:\n{images}\n")
    skerry("lock", "--content", "lock-content")


def build_bundle():
    """A bundle of the work on disk, once: statement signed, volumes on a stick."""
    statement = WORK / "desk" / "out" / "bench-stable-1.statement"
    if not statement.exists():
        with docker_registry(WORK / "source") as source:
            describe(source.address)
            skerry("build", "--root", "root", "--content", "content", "--out", "out")
        skerry("sign", statement, "--key", "keys/alice.key.pem", "--yes")
        (WORK / "stick").mkdir()
        skerry("write", statement, "--to", WORK / "stick")
    return statement


def build_large():
    """A bundle of ten files on disk, once, of 1 GB each unless all is smaller: so large that the
    start hardly counts. One core each has the same to do."""
    if not (WORK / "large").exists():
        desk = WORK / "desk"
        pieces = max(1, int((WORK / "scale").read_text()) // 6)
        for i in range(10):
            piece = random.Random(i).randbytes(PIECE)
            with open(desk / f"large{i}.bin", "wb") as file:
                for _ in range(pieces):
                    file.write(piece)
        files = ", ".join(f"large{i}.bin" for i in range(10))
        (desk / "large.yaml").write_text(
            "apiVersion: skerry.dev/v1\nkind: Bundle\nproduct: bench\nchannel: large\n"
            f"expires: 180d\nplatforms: [linux/amd64]\nfiles: [{files}]\n")
        statement = desk / "large" / "bench-large-1.statement"
        skerry("lock", "--file", "large.yaml", "--content", "large-content")
        skerry("build", "--file", "large.yaml", "--root", "root", "--content", "large-content",
               "--out", "large")
        skerry("sign", statement, "--key", "keys/alice.key.pem", "--yes")
        (WORK / "large").mkdir()
        skerry("write", statement, "--to", WORK / "large")
        remove(desk / "large-content")
        for i in range(10):
            (desk / f"large{i}.bin").unlink()
    return WORK / "large"


def size_of(folder):
    return sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file())


def new_site(data):
    remove(data)
    run(DIST / "bin" / "skerryd", "init", "--data", data, "--site", "bench", "--root",
        WORK / "desk" / "root" / "1.root.dsse.json")


def fill_depot(data, blobs):
    """A depot with so many blobs, pushed as a client would, each named by a manifest."""
    run(DIST / "bin" / "skerryd", "init", "--data", data, "--depot")
    with gateway(data) as depot:
        groups = [range(i, min(i + 100, blobs)) for i in range(0, blobs, 100)]
        halves = [threading.Thread(target=push, args=(depot.address, groups[i::4]))
                  for i in range(4)]
        for thread in halves:
            thread.start()
        for thread in halves:
            thread.join()


def push(address, groups):
    connection = http.client.HTTPConnection(address)

    def send(method, path, body, media_type):
        connection.request(method, path, body, {"Content-Type": media_type})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 201:
            sys.exit(f"bench: {method} {path} answers {answer.status}")

    for group in groups:
        layers = []
        for i in group:
            body = f"blob {i}".encode()
            digest = "sha256:" + hashlib.sha256(body).hexdigest()
            send("POST", f"/v2/bench/many/blobs/uploads/?digest={digest}", body,
                 "application/octet-stream")
            layers.append({"mediaType": "application/octet-stream", "digest": digest,
                           "size": len(body)})
        manifest = json.dumps({
            "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": layers[0], "layers": layers}).encode()
        send("PUT", f"/v2/bench/many/manifests/v{group[0]}", manifest,
             "application/vnd.oci.image.manifest.v1+json")
