# syntax=docker/dockerfile:1
# The artifact of `pnpm build`, and nothing else of the checkout, on a small Node image: no root, no shell needed, read-only.
#   docker build -t srs-desk .
#   docker run --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
#     -v srs-desk:/data -p 127.0.0.1:4000:4000 -p 127.0.0.1:4001:4001 --env-file .env --stop-timeout 90 srs-desk
ARG NODE=22-bookworm

FROM node:${NODE} AS build
WORKDIR /src
COPY . .
RUN npx --yes pnpm@10.34.9 install --frozen-lockfile \
 && npx --yes pnpm@10.34.9 build \
 && mkdir /app \
 && tar -xzf dist/srs-desk-*.tgz -C /app --strip-components=1

FROM node:${NODE}-slim
# `/data` belongs to the user before it is declared a volume: a new one is made like it.
RUN groupadd --gid 10001 desk \
 && useradd --uid 10001 --gid desk --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin desk \
 && install --directory --owner=desk --group=desk --mode=0700 /data
COPY --from=build /app /app
ENV NODE_ENV=production \
    DATA_DIR=/data \
    HOST=0.0.0.0
# Less memory, as in deploy/systemd.
ENV NODE_OPTIONS=--max-semi-space-size=4 \
    MALLOC_ARENA_MAX=1 \
    MALLOC_MMAP_THRESHOLD_=1048576 \
    MALLOC_TRIM_THRESHOLD_=1048576
USER 10001:10001
WORKDIR /data
VOLUME ["/data"]
EXPOSE 4000 4001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4000}/healthz`).then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/server.js"]
