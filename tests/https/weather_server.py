#!/usr/bin/python3
"""A service of weather on loopback: whatever it is asked for, it says FOLDER/answer, with the status in FOLDER/status
where there is one.

  weather_server.py MODE FOLDER CERTIFICATE KEY
     MODE  as in https_server.py
"""
import pathlib
import sys

from serving import answer, serve

folder = pathlib.Path(sys.argv[2])


def handle(server, request, connection):
    status = folder / 'status'
    answer(connection, int(status.read_text()) if status.exists() else 200, (folder / 'answer').read_bytes())


if __name__ == '__main__':
    serve(*sys.argv[1:], handle)
