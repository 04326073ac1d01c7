#!/usr/bin/python3
"""What AWS KMS does for Encrypt and Decrypt, as its API reference and the description of Signature Version 4 say: a
stand-in for tests, which checks the signature by itself. Its ciphertexts are no AES, but notice every change.

  kms_server.py tls FOLDER CERTIFICATE KEY

FOLDER/credentials has the access key id, the secret and perhaps a session token, a line each. FOLDER/faults has a line
for each of the next requests: "proper", "STATUS NAME" for that error, or one of the faults below. Its keys are
arn:aws:kms:eu-test-1:111122223333:key/one and /two, and /off, which is disabled.
"""
import base64
import datetime
import hashlib
import hmac
import json
import os
import pathlib
import sys
import time

from serving import answer, serve

REGION = 'eu-test-1'
ARN = f'arn:aws:kms:{REGION}:111122223333:key/'
KEYS = {ARN + name: os.urandom(32) for name in ('one', 'two', 'off')}
FOLDER = pathlib.Path(sys.argv[2])
SKEW_MAX = datetime.timedelta(minutes=5)


class Error(Exception):
    def __init__(self, status, name):
        super().__init__(name)
        self.status = status
        self.name = name


def mac(key, text):
    return hmac.new(key, text if isinstance(text, bytes) else text.encode(), hashlib.sha256).digest()


def check_signature(request):
    stored = (FOLDER / 'credentials').read_text().split('\n')
    known_id, secret, token = stored[0], stored[1], stored[2] if len(stored) > 2 else ''
    scheme, _, rest = (request.header('authorization') or '').partition(' ')
    fields = dict(part.strip().split('=', 1) for part in rest.split(',') if '=' in part)
    if scheme != 'AWS4-HMAC-SHA256' or set(fields) != {'Credential', 'SignedHeaders', 'Signature'}:
        raise Error(400, 'MissingAuthenticationTokenException')
    key_id, date, region, service, end = fields['Credential'].split('/')
    if key_id != known_id or (request.header('x-amz-security-token') or '') != token:
        raise Error(400, 'UnrecognizedClientException')
    stamp = request.header('x-amz-date') or ''
    then = datetime.datetime.strptime(stamp, '%Y%m%dT%H%M%SZ').replace(tzinfo=datetime.timezone.utc)
    if abs(datetime.datetime.now(datetime.timezone.utc) - then) > SKEW_MAX:
        raise Error(400, 'InvalidSignatureException')
    names = fields['SignedHeaders'].split(';')
    must = {'host', 'content-type'} | {key.lower() for key, _ in request.headers if key.lower().startswith('x-amz-')}
    if names != sorted(names) or not must <= set(names) or (date, region, service, end) != (
            stamp[:8], REGION, 'kms', 'aws4_request'):
        raise Error(400, 'IncompleteSignature')
    lines = [request.method, '/', '', *[f'{name}:{request.header(name)}' for name in names], '',
             ';'.join(names), hashlib.sha256(request.body).hexdigest()]
    text = '\n'.join([scheme, stamp, f'{date}/{region}/{service}/{end}',
                      hashlib.sha256('\n'.join(lines).encode()).hexdigest()])
    key = ('AWS4' + secret).encode()
    for part in (date, region, service, end):
        key = mac(key, part)
    if not hmac.compare_digest(mac(key, text).hex(), fields['Signature']):
        raise Error(400, 'InvalidSignatureException')


def blob(arn, context, plaintext, nonce):
    mask = b''.join(mac(KEYS[arn], nonce + bytes([i])) for i in range(len(plaintext) // 32 + 1))
    masked = bytes(a ^ b for a, b in zip(plaintext, mask))
    tag = mac(KEYS[arn], nonce + masked + json.dumps(context, sort_keys=True).encode())
    return nonce + tag + masked


def known(arn):
    if arn not in KEYS:
        raise Error(400, 'NotFoundException')
    if arn == ARN + 'off':
        raise Error(400, 'DisabledException')
    return arn


def encrypt(body):
    arn = known(body['KeyId'])
    plaintext = base64.b64decode(body['Plaintext'], validate=True)
    sealed = arn[-3:].encode() + blob(arn, body.get('EncryptionContext', {}), plaintext, os.urandom(16))
    return {'CiphertextBlob': base64.b64encode(sealed).decode(), 'EncryptionAlgorithm': 'SYMMETRIC_DEFAULT', 'KeyId': arn}


def decrypt(body):
    sealed = base64.b64decode(body['CiphertextBlob'], validate=True)
    arn = ARN + sealed[:3].decode('latin-1')
    if arn not in KEYS or len(sealed) < 3 + 16 + 32:
        raise Error(400, 'InvalidCiphertextException')
    if body.get('KeyId', arn) != arn:
        raise Error(400, 'IncorrectKeyException')
    known(arn)
    nonce, masked = sealed[3:19], sealed[51:]
    plaintext = blob(arn, {}, masked, nonce)[48:]
    if not hmac.compare_digest(blob(arn, body.get('EncryptionContext', {}), plaintext, nonce), sealed[3:]):
        raise Error(400, 'InvalidCiphertextException')
    return {'Plaintext': base64.b64encode(plaintext).decode(), 'EncryptionAlgorithm': 'SYMMETRIC_DEFAULT', 'KeyId': arn}


def next_fault():
    file = FOLDER / 'faults'
    lines = file.read_text().split('\n') if file.exists() else []
    file.write_text('\n'.join(lines[1:]))
    return lines[0] if lines and lines[0] else 'proper'


def say(connection, status, body):
    answer(connection, status, body.encode(), 'Content-Type: application/x-amz-json-1.1')


def spoil(fault, connection, result):
    """Writes an answer that KMS would not give, where `fault` names one."""
    if fault == 'hang':
        time.sleep(30)
    elif fault == 'cut':
        connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"KeyId":')
    elif fault == 'garbage':
        say(connection, 200, '<html>not what you asked for</html>')
    elif fault == 'huge':
        say(connection, 200, json.dumps({**result, 'More': 'x' * 5_000_000}))
    elif fault == 'other_key':
        say(connection, 200, json.dumps({**result, 'KeyId': ARN + 'two'}))
    elif fault == 'short':
        say(connection, 200, json.dumps({**result, 'Plaintext': base64.b64encode(b'sixteen bytes...').decode()}))
    elif fault == 'no_bytes':
        say(connection, 200, json.dumps({'KeyId': result['KeyId']}))
    elif fault == 'twice':
        say(connection, 200, json.dumps(result)[:-1] + ',"KeyId":"' + result['KeyId'] + '"}')
    else:
        return False
    return True


def handle(server, request, connection):
    try:
        check_signature(request)
        target = request.header('x-amz-target') or ''
        server.note(target)
        if request.path != '/' or request.header('content-type') != 'application/x-amz-json-1.1':
            raise Error(404, 'UnknownOperationException')
        fault = next_fault()
        if fault[0].isdigit():
            status, _, name = fault.partition(' ')
            raise Error(int(status), name)
        operation = {'TrentService.Encrypt': encrypt, 'TrentService.Decrypt': decrypt}[target]
        result = operation(json.loads(request.body))
        if not spoil(fault, connection, result):
            say(connection, 200, json.dumps(result))
    except Error as error:
        say(connection, error.status, json.dumps({'__type': error.name, 'message': 'no'}) if error.name else 'no')


if __name__ == '__main__':
    serve(*sys.argv[1:], handle)
