# The service and its worker, one image for both: `docker build -t khulasa .`, then compose.yaml.
# Nothing is downloaded at start, and only /data is written to.
ARG DEBIAN=trixie-slim

FROM debian:${DEBIAN} AS build
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev python3-venv
WORKDIR /build
COPY requirements.lock build.lock ./
# Each package in the version and with the checksum of the lock; pip itself stays out of the image.
RUN python3 -m venv /opt/tools \
 && /opt/tools/bin/pip install --no-cache-dir --require-hashes --requirement build.lock \
 && python3 -m venv --without-pip /opt/khulasa \
 && /opt/tools/bin/pip --python /opt/khulasa install --no-cache-dir --no-deps --require-hashes --requirement requirements.lock \
 # Tests of other people's packages are a sixth of them all.
 && find /opt/khulasa -type d -name tests -prune -exec rm -rf {} +
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY models models
COPY summarizer summarizer
COPY service service
RUN /opt/tools/bin/pip wheel --no-deps --no-build-isolation --wheel-dir . . \
 && /opt/tools/bin/pip --python /opt/khulasa install --no-cache-dir --no-deps ./khulasa-*.whl

FROM debian:${DEBIAN}
LABEL org.opencontainers.image.title="Khulasa" \
      org.opencontainers.image.description="Arabic newspaper pages in; their articles, summaries and near-duplicates out" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="0.1.0"
RUN apt-get update \
 && apt-get install --yes --no-install-recommends python3 \
 && rm -rf /var/lib/apt/lists/* \
 # Any user id may run it: what a volume made from the image lets everybody write, one user alone will.
 && install --directory --mode=1777 /data
COPY --from=build /opt/khulasa /opt/khulasa
ENV PATH=/opt/khulasa/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/data \
    KHULASA_SERVE_HOST=0.0.0.0 \
    KHULASA_SERVE_DATA=/data
# Where there is no /tmp to write to, Python makes its temporary files in the folder it runs in.
WORKDIR /data
VOLUME /data
EXPOSE 8000
USER 10001
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python3", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ.get(\"KHULASA_SERVE_PORT\", 8000)}/livez', timeout=4)"]
ENTRYPOINT ["khulasa"]
CMD ["serve"]
