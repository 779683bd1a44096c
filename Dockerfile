# Dragoman in a container: the plain install, without root, on a file system that need not be written to but for /data.
#
#   docker build -t dragoman .
#   docker run --rm --read-only --tmpfs /tmp dragoman demo
#   docker run --rm --read-only --tmpfs /tmp -v "$PWD:/data" dragoman read report.txt --published 2023-01-31
#   docker run --rm --read-only --tmpfs /tmp -v "$PWD:/data" -p 127.0.0.1:8642:8642 -e DRAGOMAN_TOKEN=secret \
#       dragoman serve --host 0.0.0.0
FROM python:3.11-slim AS build
WORKDIR /src
COPY requirements.lock ./
RUN python -m venv /opt/dragoman && /opt/dragoman/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN /opt/dragoman/bin/pip install --no-cache-dir --no-deps .

FROM python:3.11-slim
RUN useradd --create-home --uid 1000 reader && mkdir /data && chown reader /data
COPY --from=build /opt/dragoman /opt/dragoman
ENV PATH=/opt/dragoman/bin:$PATH PYTHONDONTWRITEBYTECODE=1
USER reader
WORKDIR /data
ENTRYPOINT ["dragoman"]
CMD ["--help"]
