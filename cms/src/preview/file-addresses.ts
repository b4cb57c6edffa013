import { assetsFolder, mediaFolder } from 'shared-types'

/** Files of the site that pages load beside their HTML, as patterns of Next. */
const addresses = [
  `${assetsFolder}:path*`,
  `${mediaFolder}:name`,
  '/favicon.:ending(ico|svg)',
  '/apple-touch-icon.png',
  '/icon-:name.png',
]

/**
 * For `rewrites()` of next.config.ts. In a preview, the addresses that a page has for its files lead to the CMS. Every file of them has
 * a name that the admin does not use.
 */
export const previewRewrites = addresses.map((source) => ({
  source,
  destination: `/api/preview/files${source.replace(/\(.*\)/, '')}`,
}))

const name = '[A-Za-z0-9_-][A-Za-z0-9._-]*'
const fileAddress = new RegExp(
  `^(${assetsFolder}(${name}/)?${name}|${mediaFolder}${name}|/favicon\\.(ico|svg)|/apple-touch-icon\\.png|/icon-${name}\\.png)$`,
)

/** Whether it is the path of such a file. No part of it leads out of its folder. */
export const isFileAddress = (path: string): boolean => path.length <= 300 && fileAddress.test(path)

/** Whether the path names the bytes: it has a hash of them. */
export const isHashedAddress = (path: string): boolean =>
  path.startsWith(assetsFolder) || path.startsWith(mediaFolder)
