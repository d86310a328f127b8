"""Requests to servers of this computer: past every proxy, and with no certificates read.

Reading those takes httpx as long as WordPress takes for an answer, and it reads them for each request.
"""

from functools import partial

import httpx

Client = partial(httpx.Client, trust_env=False, verify=False)
get = partial(httpx.get, trust_env=False, verify=False)
post = partial(httpx.post, trust_env=False, verify=False)
delete = partial(httpx.delete, trust_env=False, verify=False)
