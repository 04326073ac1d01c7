#!/usr/bin/python3
"""A vendor that answers as its path says, well or badly, for tests.

  https_server.py MODE FOLDER CERTIFICATE KEY
     MODE  tls | tls1.1 | plain (HTTP without TLS) | mute (takes connections and says nothing)
"""
import sys
import time

from serving import answer, serve


def drip(connection):
    connection.sendall(b'HTTP/1.1 200 Said\r\nContent-Length: 100000\r\n\r\n')
    while True:
        connection.sendall(b'.')
        time.sleep(0.05)


def drip_headers(connection):
    connection.sendall(b'HTTP/1.1 200 Said\r\n')
    while True:
        connection.sendall(b'X-More: and more\r\n')
        time.sleep(0.05)


def chunked(connection, size):
    connection.sendall(b'HTTP/1.1 200 Said\r\nTransfer-Encoding: chunked\r\n\r\n')
    for _ in range(size // 1000):
        connection.sendall(b'3e8\r\n' + b'x' * 1000 + b'\r\n')
    connection.sendall(b'0\r\n\r\n')


def handle(server, request, connection):
    name, _, argument = request.path.removeprefix('/v1/').partition('?')[0].partition('/')
    if name == 'echo':
        answer(connection, 200, request.head.encode() + b'\n\n' + request.body)
    elif name == 'status':
        answer(connection, int(argument), b'as asked')
    elif name == 'redirect':
        answer(connection, int(argument), b'', f'Location: https://localhost:{server.port}/v1/secret')
    elif name == 'bytes':
        answer(connection, 200, b'x' * int(argument))
    elif name == 'chunked':
        chunked(connection, int(argument))
    elif name == 'headers':
        answer(connection, 200, b'', *[f'X-Header-{i}: ' + 'x' * 1000 for i in range(int(argument))])
    elif name == 'packed':
        answer(connection, 200, b'\x1f\x8bnot unpacked', 'Content-Encoding: gzip')
    elif name == 'drip':
        drip(connection)
    elif name == 'drip_headers':
        drip_headers(connection)
    elif name == 'silent':
        time.sleep(60)
    elif name == 'short':
        connection.sendall(b'HTTP/1.1 200 Said\r\nContent-Length: 100\r\n\r\nten bytes.')
    elif name == 'garbage':
        connection.sendall(b'\x00\x01\x02 this is not HTTP\r\n\r\n')
    else:
        answer(connection, 404, b'')


if __name__ == '__main__':
    serve(*sys.argv[1:], handle)
