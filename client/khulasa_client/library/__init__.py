"""What the client uses of the library: the library's own modules where it is installed, so that its records
come back; otherwise copies of them in this package.
"""

from warnings import warn

from khulasa_client.installation import is_library, read_version

_OWN, _LIBRARY = read_version("khulasa-client"), read_version("khulasa")
# Records of another version may have other fields.
HAS_LIBRARY = _LIBRARY is not None and _LIBRARY == _OWN and is_library()

if _LIBRARY is not None and _LIBRARY != _OWN and is_library():
    warn(
        f"khulasa {_LIBRARY} and khulasa-client {_OWN} share no records: install one version of both",
        stacklevel=2,
    )
