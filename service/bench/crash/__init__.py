"""`hansho bench crash`: the service killed at any moment, the power cut, and nobody lost.

Black box: `hansho serve` over a seeded store, told what to do through its own socket. A sink in
another process takes the pushes; its log alone says what was sent. A library laid under the service
(shim.c) kills it at a chosen system call and writes down what it asked of the disk.
"""
