"""Programs that are run to their end or in the background, and what they cost."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
DIST = HERE.parent / "target" / "skerry"
WORK = HERE / "target" / "bench"
MB = 1_000_000


class Cost:
    """Wall and processor seconds, peak memory and bytes written of a process that has ended."""

    def __init__(self, wall, usage, written):
        self.wall = wall
        self.cpu = usage.ru_utime + usage.ru_stime
        self.rss = usage.ru_maxrss * 1024
        self.written = written


def run(*command, cwd=None):
    """Runs a program to its end: its cost and what it printed on stdout."""
    begun = time.monotonic()
    child = subprocess.Popen([str(c) for c in command], cwd=cwd, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE)
    errors = []
    reader = threading.Thread(target=lambda: errors.append(child.stderr.read()))
    reader.start()
    out = child.stdout.read()
    reader.join()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    wall = time.monotonic() - begun
    written = written_by(child.pid)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"bench: {' '.join(map(str, command))} ended with {child.returncode}\n"
                 + errors[0].decode(errors="replace"))
    return Cost(wall, usage, written), out.decode()


def written_by(pid):
    """Bytes that a process caused to be written to disk, itself alone."""
    for line in Path(f"/proc/{pid}/io").read_text().splitlines():
        if line.startswith("write_bytes:"):
            return int(line.split()[1])
    return 0


class Service:
    """A program that runs in the background; counters of it alone."""

    def __init__(self, *command):
        # Files and no pipes: a service whose log nobody reads stops when the pipe is full.
        self.out = tempfile.NamedTemporaryFile(dir=WORK)
        self.process = subprocess.Popen([str(c) for c in command], stdout=self.out,
                                        stderr=self.out)

    def said(self, word):
        """What follows a word at the beginning of a line, once it was printed."""
        for _ in range(6_000):
            for line in Path(self.out.name).read_text().splitlines():
                if line.startswith(word + " "):
                    return line[len(word) + 1:]
            time.sleep(0.01)
        sys.exit(f"bench: the service never says {word}")

    def cpu(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak(self):
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
        return 0

    def written(self):
        return written_by(self.process.pid)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.out.close()


def gateway(data, *options):
    service = Service(DIST / "bin" / "skerryd", "serve", "--data", data, "--registry",
                      "127.0.0.1:0", "--admin", "127.0.0.1:0", *options)
    service.admin = service.said("admin").split("//")[1]
    service.address = service.said("registry").split("//")[1]
    return service


def docker_registry(storage):
    port = free_port()
    config = WORK / "registry.yml"
    config.write_text(f"version: 0.1\nlog: {{level: error}}\nstorage:\n  filesystem: "
                      f"{{rootdirectory: {storage}}}\nhttp: {{addr: '127.0.0.1:{port}'}}\n")
    service = Service("docker-registry", "serve", config)
    service.address = f"127.0.0.1:{port}"
    await_answer(service.address)
    return service


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def await_answer(address, path="/v2/"):
    """Polls with a bare socket until the first 200; a client process would measure itself."""
    host, port = address.split(":")
    request = f"GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n".encode()
    for _ in range(30_000):
        try:
            with socket.create_connection((host, int(port)), 1) as s:
                s.settimeout(5)
                s.sendall(request)
                if b" 200 " in s.recv(64):
                    return
        except OSError:
            pass
        time.sleep(0.001)
    sys.exit(f"bench: {address} does not answer")


def remove(path):
    shutil.rmtree(path, ignore_errors=True)
    os.sync()
