"""Which network addresses are public, and how long a name may take to resolve."""

import threading
import time

import pytest

from karar.intake.hosts import SlowResolutionError, kind_of, resolve, resolve_within

PRIVATE = """
0.0.0.0 127.0.0.1 127.255.255.254 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1
100.100.100.200 192.0.0.192 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1
255.255.255.255 168.63.129.16 :: ::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 2001:db8::1
2001::1 100::1 4000::1 64:ff9b:1::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 ::ffff:0:127.0.0.1
64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2002:7f00:1:: 2002:a00:1::1
"""
PUBLIC = """
1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.0 172.15.255.255 172.32.0.0 192.0.1.1 169.253.0.1 223.255.255.255
2606:4700:4700::1111 2a00:1450::1 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::1
"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_an_inner_address_is_known(address):
    """Private, loopback, link-local, unique-local, shared, multicast, reserved, metadata; also inside IPv6."""
    assert kind_of(address)


@pytest.mark.parametrize("address", PUBLIC.split())
def test_a_public_address_is_let_be(address):
    """The neighbours of the inner networks are public."""
    assert kind_of(address) is None


def test_every_way_of_writing_this_machine_leads_to_it():
    """A number, octal and hexadecimal parts and short forms are resolved before they are looked at."""
    for host in ("2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost"):
        assert {kind_of(address) for address in resolve(host, 80)} == {"this machine"}


def test_a_slow_name_is_given_up():
    """The system's resolver knows no time limit; the caller does."""
    over = threading.Event()

    def sleep(host, port):
        over.wait(10)
        return ["127.0.0.1"]

    started = time.monotonic()
    with pytest.raises(SlowResolutionError):
        resolve_within(0.05, "slow.example", 80, sleep)
    assert time.monotonic() - started < 1
    over.set()


@pytest.mark.parametrize("host", ["nothing.invalid", "a" * 64 + ".example", "a..b"])
def test_a_name_that_leads_nowhere(host):
    """A name that is not known, and one that cannot be, are the same fault."""
    with pytest.raises(OSError):
        resolve_within(5, host, 80)


def test_a_fault_of_the_resolver_is_raised_where_it_is_waited_for():
    """What is no fault of the net is not dressed up as one."""

    def broken(host, port):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        resolve_within(5, "example.org", 80, broken)
