"""An X screen seen from outside: its windows, its pixels, and real keys and clicks on it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from Xlib import XK, X, display
from Xlib.ext import xtest
from Xlib.protocol import event
from Xlib.xobject.drawable import Window

PIXEL = 4  # bytes
CELL = 8  # pixels: what changes nearer than three cells to each other is one patch


@dataclass(frozen=True)
class Region:
    """A rectangle of the screen, in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column beyond it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first row below it."""
        return self.y + self.height

    def within(self, other: "Region") -> "Region":
        """What of it lies in `other`."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        return Region(
            x,
            y,
            max(1, min(self.right, other.right) - x),
            max(1, min(self.bottom, other.bottom) - y),
        )

    def wider(self, across: int, along: int) -> "Region":
        """It with `across` more at its left and right, and `along` more above and below."""
        return Region(
            self.x - across, self.y - along, self.width + 2 * across, self.height + 2 * along
        )


@dataclass(frozen=True)
class Patch:
    """A part of the screen that changed, and how many of its pixels did."""

    region: Region
    pixels: int


class Screen:
    """The screen of DISPLAY."""

    def __init__(self) -> None:
        self._display = display.Display()
        self._root = self._display.screen().root
        self._taught: dict[str, int] = {}
        size = self._display.screen()
        self.all = Region(0, 0, size.width_in_pixels, size.height_in_pixels)

    def grab(self, region: Region) -> bytes:
        """The pixels of a region as they are now, row by row."""
        image = self._root.get_image(
            region.x, region.y, region.width, region.height, X.ZPixmap, 0xFFFFFFFF
        )
        return bytes(image.data)

    def press(self, key: str, *held: str) -> None:
        """A key pressed and let go, while others are held."""
        codes = [self._code(one) for one in (*held, key)]
        if not all(codes):
            raise ValueError(f"the keyboard has no {key!r}")
        for code in codes:
            xtest.fake_input(self._display, X.KeyPress, code)
        for code in reversed(codes):
            xtest.fake_input(self._display, X.KeyRelease, code)
        self._display.flush()

    def _code(self, key: str) -> int:
        return self._taught.get(key) or int(self._display.keysym_to_keycode(_keysym(key)))

    def teach(self, letters: str) -> None:
        """Give letters that the keyboard does not have keys that it does not use."""
        first = self._display.display.info.min_keycode
        count = self._display.display.info.max_keycode - first + 1
        kept = self._display.get_keyboard_mapping(first, count)
        spare = [first + at for at, symbols in enumerate(kept) if not any(symbols)]
        new = [one for one in dict.fromkeys(letters) if not self._code(one)]
        if len(new) > len(spare):
            raise ValueError(f"{len(new)} letters are new, and {len(spare)} keys are free")
        for code, letter in zip(spare, new, strict=False):
            self._display.change_keyboard_mapping(code, [(_keysym(letter),) * 2])
            self._taught[letter] = code
        self._display.sync()

    def point(self, x: int, y: int) -> None:
        """Put the pointer somewhere."""
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        self._display.sync()

    def click(self, x: int, y: int) -> None:
        """A click with the first button."""
        self.point(x, y)
        xtest.fake_input(self._display, X.ButtonPress, 1)
        xtest.fake_input(self._display, X.ButtonRelease, 1)
        self._display.flush()

    def window(self, pids: Collection[int]) -> Window | None:
        """The largest window of these processes that the window manager has."""
        found: list[tuple[int, Window]] = []
        for number in self._property(self._root, "_NET_CLIENT_LIST"):
            window = self._display.create_resource_object("window", number)
            if set(self._property(window, "_NET_WM_PID")) & set(pids):
                size = window.get_geometry()
                found.append((size.width * size.height, window))
        return max(found, key=lambda one: one[0])[1] if found else None

    def place(self, window: Window) -> Region:
        """Where a window's inside is."""
        size = window.get_geometry()
        corner = self._root.translate_coords(window, 0, 0)
        return Region(corner.x, corner.y, size.width, size.height).within(self.all)

    def maximise(self, window: Window) -> None:
        """Ask the window manager to give a window the whole screen."""
        state = self._atom("_NET_WM_STATE")
        ways = [self._atom(f"_NET_WM_STATE_MAXIMIZED_{way}") for way in ("VERT", "HORZ")]
        asked = event.ClientMessage(window=window, client_type=state, data=(32, [1, *ways, 1, 0]))
        mask = X.SubstructureRedirectMask | X.SubstructureNotifyMask
        self._root.send_event(asked, event_mask=mask)
        self._display.sync()

    def _atom(self, name: str) -> int:
        return int(self._display.intern_atom(name))

    def _property(self, window: Window, name: str) -> Sequence[int]:
        found = window.get_full_property(self._atom(name), X.AnyPropertyType)
        return list(found.value) if found is not None else []


def changed(before: bytes, after: bytes, width: int, limit: int) -> int:
    """How many pixels of a region `width` wide differ; counting ends where there are `limit`."""
    if before == after:
        return 0
    count, row = 0, width * PIXEL
    for start in range(0, len(before), row):
        one, other = before[start : start + row], after[start : start + row]
        if one != other:
            count += sum(a != b for a, b in zip(_pixels(one), _pixels(other), strict=True))
            if count >= limit:
                break
    return count


def patches(before: bytes, after: bytes, region: Region) -> list[Patch]:
    """The parts of a region that changed, largest first."""
    cells: dict[tuple[int, int], int] = {}
    row = region.width * PIXEL
    for y in range(region.height):
        one, other = before[y * row : (y + 1) * row], after[y * row : (y + 1) * row]
        if one != other:
            for x, (a, b) in enumerate(zip(_pixels(one), _pixels(other), strict=True)):
                if a != b:
                    cell = (x // CELL, y // CELL)
                    cells[cell] = cells.get(cell, 0) + 1
    found = []
    while cells:
        group = _together(cells, next(iter(cells)))
        count = sum(cells.pop(cell) for cell in group)
        left, right = min(x for x, _ in group), max(x for x, _ in group)
        top, bottom = min(y for _, y in group), max(y for _, y in group)
        box = Region(
            region.x + left * CELL,
            region.y + top * CELL,
            (right - left + 1) * CELL,
            (bottom - top + 1) * CELL,
        )
        found.append(Patch(box.within(region), count))
    return sorted(found, key=lambda patch: -patch.pixels)


def _keysym(key: str) -> int:
    """The number of a key by its name, or by its letter where it has none."""
    return int(XK.string_to_keysym(key)) or 0x1000000 + ord(key)


def _together(cells: Collection[tuple[int, int]], first: tuple[int, int]) -> set[tuple[int, int]]:
    group, new = {first}, [first]
    near = [(x, y) for x in range(-3, 4) for y in range(-3, 4)]
    while new:
        x, y = new.pop()
        for dx, dy in near:
            cell = (x + dx, y + dy)
            if cell in cells and cell not in group:
                group.add(cell)
                new.append(cell)
    return group


def _pixels(data: bytes) -> memoryview:
    return memoryview(data).cast("I")
