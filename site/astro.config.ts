import { existsSync } from 'node:fs'
import react from '@astrojs/react'
import { defineConfig, passthroughImageService } from 'astro/config'
import { mediaFiles } from './src/content/media-files'
import { readEnvironment } from './src/environment'
import { siteBundle } from './src/render/adapter'

const settings = new URL('../.env', import.meta.url)
// What the environment has set already stays as it is.
if (existsSync(settings)) process.loadEnvFile(settings)
const { cmsUrl, siteUrl, target } = readEnvironment()
const isBundle = target === 'bundle'

export default defineConfig({
  site: siteUrl,
  output: isBundle ? 'server' : 'static',
  trailingSlash: 'always',
  integrations: isBundle ? [react()] : [react(), mediaFiles({ url: cmsUrl })],
  ...(isBundle && { adapter: siteBundle() }),
  // One stylesheet per page kind and no inline styles: the content security policy allows none.
  build: { format: 'directory', inlineStylesheets: 'never', assets: '_astro' },
  // Derivatives are made at upload; an address that Astro made up would differ between the build and the server bundle.
  image: { service: passthroughImageService() },
  // Two routes for one address: the build would drop one of them in silence.
  prerenderConflictBehavior: 'error',
  prefetch: false,
  devToolbar: { enabled: false },
})
