import { existsSync } from 'node:fs'
import react from '@astrojs/react'
import type { AstroIntegration } from 'astro'
import { defineConfig, passthroughImageService } from 'astro/config'
import { assetsFolder } from 'shared-types'
import { mediaFiles } from './src/content/cms/media-files'
import { readEnvironment } from './src/content/environment'
import { siteBundle } from './src/render/adapter'

const settings = new URL('../.env', import.meta.url)
// Variables that are set already keep their values.
if (existsSync(settings)) process.loadEnvFile(settings)
const { cmsUrl, siteUrl, target } = readEnvironment()
const isBundle = target === 'bundle'

/**
 * One style sheet for all pages: compressed it is smaller than the six or seven that a page would need, and the next page
 * finds it in the cache. It contains the styles of the islands, so the client build keeps their own files, which no page
 * links to.
 */
const oneStylesheet = {
  name: 'one-stylesheet',
  config: () => ({ build: { cssCodeSplit: false } }),
  configEnvironment: (name: string) => ({ build: { cssCodeSplit: name === 'client' } }),
}

/** Adds the directive `client:painted`, which hydrates the islands. */
const paintedIslands: AstroIntegration = {
  name: 'painted-islands',
  hooks: {
    'astro:config:setup': ({ addClientDirective }) => {
      addClientDirective({ name: 'painted', entrypoint: './src/islands/painted.ts' })
    },
  },
}

export default defineConfig({
  site: siteUrl,
  output: isBundle ? 'server' : 'static',
  trailingSlash: 'always',
  integrations: [react(), paintedIslands, ...(isBundle ? [] : [mediaFiles({ url: cmsUrl })])],
  ...(isBundle && { adapter: siteBundle() }),
  // The content security policy allows no inline styles.
  build: { format: 'directory', inlineStylesheets: 'never', assets: assetsFolder.replaceAll('/', '') },
  vite: { plugins: [oneStylesheet] },
  // The CMS makes derivatives at upload. URLs of Astro's own image service would differ between the build and the bundle.
  image: { service: passthroughImageService() },
  // Otherwise the build silently drops one of two routes with the same path.
  prerenderConflictBehavior: 'error',
  prefetch: false,
  devToolbar: { enabled: false },
})
