# A live deployment: web and worker from one image. The demo's stand-ins, its embedded database and the tests are left
# out by .dockerignore, so that they cannot run here.
FROM node:24-bookworm-slim AS build
WORKDIR /app
RUN npm install --global npm@11
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node scripts/build.ts && npm prune --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production TALLYSTICK_MODE=live TALLYSTICK_DATA=/data PORT=3000
WORKDIR /app
COPY --from=build /app /app
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD node -e "fetch('http://127.0.0.1:'+process.env.PORT+'/health/ready').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"
# web by default; the worker runs "node build/worker/worker.server.js", the migration "node scripts/migrate.ts".
CMD ["node", "scripts/web.ts"]
