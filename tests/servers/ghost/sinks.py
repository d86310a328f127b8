"""Stand-ins for the two mail services of a Ghost: SMTP for single letters, Mailgun for newsletters.

usage: sinks.py MAILS.jsonl      Listens on loopback and says on which ports: "SMTP MAILGUN". What each
recipient would get is one line of MAILS.jsonl: {"to", "subject", "html", "text"}.
"""

import json
import sys
import threading
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import takewhile
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer


class Mails:
    """The file that every mail ends up in."""

    def __init__(self, file: Path) -> None:
        self._file, self._lock = file, threading.Lock()
        file.touch()

    def deliver(self, to: str, subject: str, html: str, text: str) -> None:
        line = json.dumps({"to": to, "subject": subject, "html": html, "text": text})
        with self._lock, self._file.open("a") as mails:
            mails.write(f"{line}\n")


def _parsed(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""


class Smtp(StreamRequestHandler):
    """As much of SMTP as one who sends needs (RFC 5321)."""

    mails: Mails

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _data(self) -> bytes:
        lines = takewhile(lambda line: line != b".\r\n", self.rfile)
        return b"".join(line[1:] if line.startswith(b".") else line for line in lines)

    def handle(self) -> None:
        recipients: list[str] = []
        self._say("220 sink")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"RCPT":
                recipients.append(line.decode().partition("<")[2].partition(">")[0])
            elif verb in (b"MAIL", b"RSET"):
                recipients.clear()
            elif verb == b"DATA":
                self._say("354 go on")
                mail = _parsed(self._data())
                for to in recipients:
                    self.mails.deliver(
                        to, mail["subject"], _body(mail, "html"), _body(mail, "plain")
                    )
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            self._say("250 OK")


class Mailgun(BaseHTTPRequestHandler):
    """Takes every message for sent, and knows of no event since."""

    mails: Mails

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        head = f"Content-Type: {self.headers['content-type']}\r\n\r\n".encode()
        fields: dict[str, str] = {}
        for part in _parsed(head + body).iter_parts():
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            fields[str(part.get_param("name", header="content-disposition"))] = content.decode()
        for to, values in json.loads(fields["recipient-variables"]).items():
            own = partial(_filled_in, values=values)
            self.mails.deliver(to, own(fields["subject"]), own(fields["html"]), own(fields["text"]))
        self._answer({"id": "<newsletter@example.test>", "message": "Queued. Thank you."})

    def do_GET(self) -> None:
        self._answer({"items": [], "paging": {}})

    def _answer(self, reply: dict[str, object]) -> None:
        body = json.dumps(reply).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the log is Ghost's."""


def _filled_in(text: str, values: dict[str, str]) -> str:
    """What Mailgun makes of `text` for the recipient who has these values."""
    for name, value in values.items():
        text = text.replace(f"%recipient.{name}%", value)
    return text


def main(file: str) -> None:
    Smtp.mails = Mailgun.mails = Mails(Path(file))
    smtp = ThreadingTCPServer(("127.0.0.1", 0), Smtp)
    mailgun = ThreadingHTTPServer(("127.0.0.1", 0), Mailgun)
    threading.Thread(target=smtp.serve_forever, daemon=True).start()
    sys.stdout.write(f"{smtp.server_address[1]} {mailgun.server_address[1]}\n")
    sys.stdout.flush()
    mailgun.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1])
