# One image for the CMS, the publisher and the server of the site; docker-compose.yml says which of them a container is.
FROM node:24-slim
RUN mkdir -p /srv/alliedrx && chown node:node /srv/alliedrx
USER node
WORKDIR /srv/alliedrx
ENV ASTRO_TELEMETRY_DISABLED=1 NEXT_TELEMETRY_DISABLED=1

COPY --chown=node:node package.json package-lock.json ./
COPY --chown=node:node cms/package.json cms/
COPY --chown=node:node scripts/package.json scripts/
COPY --chown=node:node scripts/publisher/package.json scripts/publisher/
COPY --chown=node:node shared-types/package.json shared-types/
COPY --chown=node:node site/package.json site/
# With what is needed to build: the publisher compiles the templates when it starts.
RUN npm ci --include=dev --loglevel=error --no-fund --no-audit

COPY --chown=node:node . .
ENV NODE_ENV=production
# Next writes the site's address into the admin's headers when it builds.
ARG SITE_URL
RUN npm run build -w cms
# Volumes take the owner of what they cover.
RUN mkdir -p data/media data/site
