#!/usr/bin/python3
"""A witness as C2SP's tlog-witness describes it, for tests: it checks the consistency proof by itself (RFC 9162, 2.1.4.2), but
no signature.

  witness_server.py tls FOLDER CERTIFICATE KEY

It keeps the size and the root that it has taken last in FOLDER/head. While FOLDER/away is there it answers 503.
"""
import base64
import hashlib
import pathlib
import sys

from serving import answer, serve

FOLDER = pathlib.Path(sys.argv[2])
HEAD = FOLDER / 'head'


def node(left, right):
    return hashlib.sha256(b'\x01' + left + right).digest()


def consistent(first, second, first_root, second_root, proof):
    if first == 0:
        return not proof
    if first == second:
        return not proof and first_root == second_root
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    if not path:
        return False
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == first_root and sr == second_root


def read_head():
    if not HEAD.exists():
        return 0, b''
    size, root = HEAD.read_text().split()
    return int(size), bytes.fromhex(root)


def handle(_server, request, connection):
    if (FOLDER / 'away').exists():
        return answer(connection, 503, b'')
    if request.path != '/log/add-checkpoint' or request.method != 'POST':
        return answer(connection, 404, b'')
    top, note = request.body.decode().split('\n\n', 1)
    old_line, *hashes = top.split('\n')
    _, size, root = note.split('\n')[:3]
    old, size, root = int(old_line.removeprefix('old ')), int(size), base64.b64decode(root)
    if old > size:
        return answer(connection, 400, b'')
    has, known = read_head()
    if old != has or (size == has and root != known):
        return answer(connection, 409, f'{has}\n'.encode(), 'Content-Type: text/x.tlog.size')
    if not consistent(old, size, known, root, [base64.b64decode(line) for line in hashes]):
        return answer(connection, 422, b'')
    HEAD.write_text(f'{size} {root.hex()}')
    return answer(connection, 200, '— witness.example AAAA\n'.encode())


serve(*sys.argv[1:5], handle)
