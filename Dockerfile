# The same artefact as `npm start`: the built applications, their production packages, plain node.

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:20-bookworm-slim
WORKDIR /app
# The code belongs to root and the process runs as `node`, so that it can't rewrite itself. It may write in
# DATA_DIR only: the embedded database, and the keys that no setting gives.
RUN install --directory --owner=node --group=node --mode=0700 /var/lib/simpul
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# What `npm run …` calls first; without the sources it has nothing to do but must be there.
COPY --from=build /app/apps/build.mjs ./apps/build.mjs
# The day that `npm run demo` plays.
COPY --from=build /app/apps/demo/days ./apps/demo/days
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/var/lib/simpul
USER node
EXPOSE 3000
VOLUME /var/lib/simpul
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=32", "--enable-source-maps", "dist/apps/api/src/main.js"]
