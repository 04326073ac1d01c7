#!/usr/bin/python3
"""A collector of syslog messages over TLS (RFC 5425) on loopback, for tests.

  syslog_server.py MODE FOLDER CERTIFICATE KEY [PORT]
     MODE  keep       reads each connection to its end, and closes it
           tls1.1     the same, TLS 1.1 at most
           silent     reads, but never closes: it says nothing of having read it all
           cut        reads ten bytes, and breaks the connection

Prints its port, then writes each connection that was read to its end as FOLDER/<n>.frames. Ends with its standard
input.
"""
import pathlib
import socket
import ssl
import sys
import threading
import warnings


def context(mode, certificate, key):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if mode == 'tls1.1':
        made.set_ciphers('ALL:@SECLEVEL=0')
        made.minimum_version = ssl.TLSVersion.TLSv1
        made.maximum_version = ssl.TLSVersion.TLSv1_1
    made.load_cert_chain(certificate, key)
    return made


def read_all(connection):
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b''.join(parts)


def serve(mode, folder, listener, tls):
    count = 0
    kept = []
    while True:
        raw, _ = listener.accept()
        try:
            connection = tls.wrap_socket(raw, server_side=True)
            if mode == 'cut':
                connection.recv(10)
                # An end without a word: what was sent and not read is lost.
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b'\1\0\0\0\0\0\0\0')
                connection.close()
                continue
            text = read_all(connection)
            if mode == 'silent':
                kept.append(connection)
                continue
            count += 1
            part = folder / f'{count}.part'
            part.write_bytes(text)
            part.rename(folder / f'{count}.frames')
            connection.close()
        except OSError:
            raw.close()


def main(mode, folder, certificate, key, port='0'):
    listener = socket.create_server(('127.0.0.1', int(port)))
    print(listener.getsockname()[1], flush=True)
    arguments = (mode, pathlib.Path(folder), listener, context(mode, certificate, key))
    threading.Thread(target=serve, args=arguments, daemon=True).start()
    sys.stdin.read()


if __name__ == '__main__':
    warnings.filterwarnings('ignore')  # TLS 1.1 is old on purpose
    main(*sys.argv[1:])
