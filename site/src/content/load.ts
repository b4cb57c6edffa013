import type { Content } from './content'

/** The site's content: fetched once per build; in `astro dev` again when it is older than two seconds. */
export function loadContent(): Promise<Content> {
  throw new Error('not yet')
}
