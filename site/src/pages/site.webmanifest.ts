import type { APIRoute } from 'astro'
import { paths } from 'shared-types'

/** The web app manifest: name, colors and icons for a visitor who adds the site to the home screen. */
export const GET: APIRoute = ({ locals }) => {
  const school = locals.content.school()
  const icon = (name: string, size: number, purpose: 'any' | 'maskable') => ({
    src: `/${name}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  })
  const manifest = {
    id: paths.home(),
    name: school.name,
    short_name: school.shortName,
    description: school.description,
    lang: 'en-US',
    dir: 'ltr',
    start_url: paths.home(),
    scope: paths.home(),
    display: 'minimal-ui',
    background_color: '#ffffff',
    theme_color: '#1b2e57',
    icons: [
      icon('icon-192', 192, 'any'),
      icon('icon-512', 512, 'any'),
      icon('icon-maskable-512', 512, 'maskable'),
    ],
  }
  return new Response(`${JSON.stringify(manifest, null, 2)}\n`, {
    headers: { 'Content-Type': 'application/manifest+json; charset=utf-8' },
  })
}
