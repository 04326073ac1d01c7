#!/usr/bin/python3
"""A real SMTP server on loopback, for tests.

  smtp_server.py MODE FOLDER [CERTIFICATE KEY]
     MODE  tls        TLS from the first byte
           starttls   TLS demanded before any mail
           plain      no TLS at all
           tls1.1     TLS from the first byte, 1.1 at most

Prints its port, then writes each message it takes as FOLDER/<n>.eml and its envelope as FOLDER/<n>.envelope
(sender, recipients and whether TLS was on, a line each). Refuses recipients at refused.example for good (550)
and at busy.example for now (451). Ends with its standard input.
"""
import asyncio
import logging
import pathlib
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP


class Keep:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.endswith('@refused.example'):
            return '550 no such mailbox'
        if address.endswith('@busy.example'):
            return '451 try again later'
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        secure = server.transport.get_extra_info('cipher') is not None
        lines = [envelope.mail_from, *envelope.rcpt_tos, 'tls' if secure else 'plain']
        (self.folder / f'{self.count}.envelope').write_text('\n'.join(lines) + '\n')
        (self.folder / f'{self.count}.eml').write_bytes(envelope.original_content)
        return '250 OK'


def tls_context(mode, certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if mode == 'tls1.1':
        context.set_ciphers('ALL:@SECLEVEL=0')
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.load_cert_chain(certificate, key)
    return context


async def main(mode, folder, certificate=None, key=None):
    handler = Keep(folder)
    context = None if mode == 'plain' else tls_context(mode, certificate, key)
    starttls = {'tls_context': context, 'require_starttls': True} if mode == 'starttls' else {}
    from_the_start = context if mode in ('tls', 'tls1.1') else None
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(handler, hostname='localhost', loop=loop, **starttls),
                                      '127.0.0.1', 0, ssl=from_the_start)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == '__main__':
    warnings.filterwarnings('ignore')
    logging.disable()  # the tests make it complain on purpose
    asyncio.run(main(*sys.argv[1:]))
