"""The reading room: a local web page and an API over one archive (``dragoman serve``)."""
