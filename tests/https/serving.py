"""An HTTPS server on loopback that lets its user write each answer byte by byte: for tests of what a client does
with answers that no decent server gives.

`serve` prints the port, writes a line for each connection and for each request to FOLDER/seen, and ends with its
standard input. Each connection has one request.
"""
import pathlib
import socket
import ssl
import sys
import threading
from dataclasses import dataclass


@dataclass
class Request:
    method: str
    path: str
    headers: list  # of (name, value) as they came
    body: bytes
    head: str

    def header(self, name):
        found = [value for key, value in self.headers if key.lower() == name]
        return found[0] if len(found) == 1 else None


def read_request(connection):
    data = b''
    while b'\r\n\r\n' not in data:
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
    head, body = data.split(b'\r\n\r\n', 1)
    lines = head.decode('latin-1').split('\r\n')
    method, path, _ = lines[0].split(' ')
    headers = [tuple(part.strip() for part in line.split(':', 1)) for line in lines[1:]]
    request = Request(method, path, headers, body, '\n'.join(lines))
    length = int(request.header('content-length') or 0)
    while len(request.body) < length:
        piece = connection.recv(65536)
        if not piece:
            return None
        request.body += piece
    return request


def answer(connection, status, body, *headers):
    lines = [f'HTTP/1.1 {status} Said', f'Content-Length: {len(body)}', 'Connection: close', *headers]
    connection.sendall('\r\n'.join([*lines, '', '']).encode() + body)


def tls_context(mode, certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if mode == 'tls1.1':
        context.set_ciphers('ALL:@SECLEVEL=0')
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.load_cert_chain(certificate, key)
    return context


class Server:
    def __init__(self, mode, folder, certificate, key, handle):
        self.context = tls_context(mode, certificate, key) if mode.startswith('tls') else None
        self.mute = mode == 'mute'
        self.seen = pathlib.Path(folder) / 'seen'
        self.seen.touch()
        self.handle = handle
        self.lock = threading.Lock()
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]

    def note(self, line):
        with self.lock, self.seen.open('a') as file:
            file.write(line + '\n')

    def talk(self, connection):
        try:
            if self.mute:  # takes the connection and never says a word
                while connection.recv(65536):
                    pass
                return
            if not self.context:  # HTTP without TLS, to which a client's TLS is no request
                self.note(repr(connection.recv(65536)[:4]))
                return answer(connection, 400, b'')
            connection = self.context.wrap_socket(connection, server_side=True)
            request = read_request(connection)
            if request:
                self.note(f'{request.method} {request.path}')
                self.handle(self, request, connection)
            connection.unwrap()
        except (OSError, ValueError):
            pass  # the client went away, as it does in most of the tests
        finally:
            connection.close()

    def accept(self):
        while True:
            connection, _ = self.listener.accept()
            self.note('connected')
            threading.Thread(target=self.talk, args=(connection,), daemon=True).start()


def serve(mode, folder, certificate, key, handle):
    server = Server(mode, folder, certificate, key, handle)
    threading.Thread(target=server.accept, daemon=True).start()
    print(server.port, flush=True)
    sys.stdin.read()
