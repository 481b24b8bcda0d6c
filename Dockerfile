# The bot in a container, as an unprivileged user and with nothing of the build left in it:
#
#   docker build -t dan-nguon .
#   docker run -d --name dan-nguon --restart on-failure --stop-timeout 15 -e DISCORD_TOKEN \
#     -v "$PWD/data/articles:/app/data/articles:ro" -v dan-nguon:/var/lib/dan-nguon dan-nguon
#   docker exec dan-nguon node dist/scripts/deploy-commands.js
#
# Where there is no index yet, make it first:
#
#   docker run --rm -v "$PWD/data/articles:/app/data/articles:ro" -v dan-nguon:/var/lib/dan-nguon \
#     dan-nguon node dist/scripts/reindex.js
#
# Later, reindex by `docker exec`: a second container cannot tell whether the writer in the first is alive.

FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src src
COPY scripts scripts
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:20-slim
ENV NODE_ENV=production \
    INDEX_DIR=/var/lib/dan-nguon/index \
    MODEL_CACHE_DIR=/var/lib/dan-nguon/model-cache \
    FEEDBACK_FILE=/var/lib/dan-nguon/feedback.jsonl \
    LOCK_DIR=/var/lib/dan-nguon/locks \
    HEALTH_FILE=/tmp/dan-nguon/health
WORKDIR /app
RUN install --directory --owner=node --group=node /var/lib/dan-nguon
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY data data
USER node
VOLUME ["/app/data/articles", "/var/lib/dan-nguon"]
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["node", "dist/scripts/health.js"]
# Node itself is process 1 and hears SIGTERM: a shell or npm before it would keep that from it.
CMD ["node", "dist/src/main.js"]
