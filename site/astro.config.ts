import { existsSync } from 'node:fs'
import react from '@astrojs/react'
import type { AstroIntegration } from 'astro'
import { defineConfig, passthroughImageService } from 'astro/config'
import { assetsFolder } from 'shared-types'
import { mediaFiles } from './src/content/cms/media-files'
import { readEnvironment } from './src/content/environment'
import { siteBundle } from './src/render/adapter'

const settings = new URL('../.env', import.meta.url)
// What the environment has set already stays as it is.
if (existsSync(settings)) process.loadEnvFile(settings)
const { cmsUrl, siteUrl, target } = readEnvironment()
const isBundle = target === 'bundle'

/**
 * One stylesheet for all pages: compressed it is smaller than the six or seven that a page would need, it does not wait in a
 * queue with the fonts, and the next page finds it in the cache. The islands' styles are in it, so what their scripts bring
 * along stays apart, and Astro leaves it out.
 */
const oneStylesheet = {
  name: 'one-stylesheet',
  config: () => ({ build: { cssCodeSplit: false } }),
  configEnvironment: (name: string) => ({ build: { cssCodeSplit: name === 'client' } }),
}

/** Makes `client:painted`, with which islands hydrate. */
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
  // No inline styles: the content security policy allows none.
  build: { format: 'directory', inlineStylesheets: 'never', assets: assetsFolder.replaceAll('/', '') },
  vite: { plugins: [oneStylesheet] },
  // Derivatives are made at upload; an address that Astro made up would differ between the build and the server bundle.
  image: { service: passthroughImageService() },
  // Two routes for one address: the build would drop one of them in silence.
  prerenderConflictBehavior: 'error',
  prefetch: false,
  devToolbar: { enabled: false },
})
