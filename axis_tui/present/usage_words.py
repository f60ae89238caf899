"""How two accounts of the same use differ, in words; what is used and left is worded where it is shown."""


def drift(carrier_bytes: int, router_bytes: int) -> str:
    """`-1.8 %`: how far the router's sum lies from the carrier's; a dash where the carrier gave none."""
    if carrier_bytes <= 0:
        return "-"
    tenths = round((router_bytes - carrier_bytes) * 1000 / carrier_bytes)
    sign = "-" if tenths < 0 else "+"
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10} %"
