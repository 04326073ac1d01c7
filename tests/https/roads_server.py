#!/usr/bin/python3
"""A routing service on loopback, after the published protocols of OSRM's table service and Valhalla's matrix service:
a way takes 100 s for each hundredth of a degree of latitude and longitude together, and is 1 km long for each.

  roads_server.py MODE FOLDER CERTIFICATE KEY
     MODE  as in https_server.py
     FOLDER/broken   where it is there, its text is the answer, whatever was asked for
     FOLDER/status   the status of the answer, where it is there
"""
import json
import pathlib
import sys
from urllib.parse import parse_qs, urlsplit

from serving import answer, serve

folder = pathlib.Path(sys.argv[2])


def steps(a, b):
    return round(100 * (abs(a[0] - b[0]) + abs(a[1] - b[1])))


def is_island(place):
    return place[0] < -80  # no road leads there


def osrm(path):
    parts = urlsplit(path)
    prefix = '/table/v1/driving/'
    if prefix not in parts.path:
        return None
    places = [tuple(reversed([float(c) for c in p.split(',')])) for p in parts.path.split(prefix)[1].split(';')]
    query = parse_qs(parts.query)
    assert query['annotations'] == ['duration,distance']
    sources, targets = ([places[int(i)] for i in query[name][0].split(';')] for name in ('sources', 'destinations'))

    def table(factor):
        return [[None if is_island(t) != is_island(s) else factor * steps(s, t) for t in targets] for s in sources]

    return {'code': 'Ok', 'durations': table(100.0), 'distances': table(1000.0), 'sources': [], 'destinations': []}


def valhalla(body):
    asked = json.loads(body)
    assert asked['costing'] == 'auto'

    def place(p):
        return (p['lat'], p['lon'])

    def way(s, t, i, j):
        none = is_island(place(s)) != is_island(place(t))
        far = None if none else steps(place(s), place(t))
        return {'distance': far, 'time': None if none else 100 * far, 'to_index': j, 'from_index': i}

    return {
        'sources_to_targets': [
            [way(s, t, i, j) for j, t in enumerate(asked['targets'])] for i, s in enumerate(asked['sources'])
        ],
        'units': 'kilometers',
    }


def handle(server, request, connection):
    status = folder / 'status'
    code = int(status.read_text()) if status.exists() else 200
    broken = folder / 'broken'
    if broken.exists():
        return answer(connection, code, broken.read_bytes())
    table = osrm(request.path) if request.method == 'GET' else valhalla(request.body)
    answer(connection, code, json.dumps(table).encode(), 'Content-Type: application/json')


if __name__ == '__main__':
    serve(*sys.argv[1:], handle)
