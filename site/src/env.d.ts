/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** All that a page may read: named queries over one snapshot of the CMS. */
    content: import('./content/content').Content
    /** Where whoever renders wants to hear why a page cannot be rendered. */
    onError?: (error: unknown) => void
    /** Draws a card elsewhere; without it, it is drawn here. */
    drawCard?: import('./content/queries/cards').DrawCard
  }
}

declare namespace Astro {
  interface ClientDirectives {
    /** Hydrates an island that is on the screen, once the page has been painted: islands/painted.ts. */
    'client:painted'?: boolean
  }
}
