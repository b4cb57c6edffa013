'use client'
import { $isLinkNode, useEditorConfigContext } from '@payloadcms/richtext-lexical/client'
import {
  $createRangeSelectionFromDom,
  $getSelection,
  $isRangeSelection,
  $onUpdate,
  $setSelection,
  COMMAND_PRIORITY_HIGH,
  CONTROL_OR_META,
  getDOMSelection,
  isExactShortcutMatch,
  KEY_DOWN_COMMAND,
  KEY_SPACE_COMMAND,
  KEY_TAB_COMMAND,
  mergeRegister,
} from '@payloadcms/richtext-lexical/lexical'
import { $isListItemNode, $isListNode, type ListItemNode } from '@payloadcms/richtext-lexical/lexical/list'
import { useLexicalComposerContext } from '@payloadcms/richtext-lexical/lexical/react/LexicalComposerContext'
import { $findMatchingParent } from '@payloadcms/richtext-lexical/lexical/utils'
import { useEffect } from 'react'

/** Tab moves list items, Ctrl+K opens the form of a link, and a space does not close the slash menu. */
export function KeyboardPlugin() {
  const [editor] = useLexicalComposerContext()
  const { editorConfig, editorContainerRef } = useEditorConfigContext()
  useEffect(() => {
    const $openLink = (event: KeyboardEvent) => {
      if (!isExactShortcutMatch(event, 'k', CONTROL_OR_META)) return false
      event.preventDefault()
      // On a slow machine a key comes before the browser's message that the keys before it have selected something.
      const selection = $createRangeSelectionFromDom(getDOMSelection(window), editor) ?? $getSelection()
      $setSelection(selection)
      if ($isRangeSelection(selection) && $findMatchingParent(selection.anchor.getNode(), $isLinkNode)) {
        // The button of the box beside the link.
        $onUpdate(() => editorContainerRef.current?.querySelector<HTMLElement>('.link-edit')?.click())
      } else {
        const items = editorConfig.features.toolbarInline.groups.flatMap(({ items }) => items)
        const link = items.find(({ key }) => key === 'link')
        $onUpdate(() => link?.onSelect?.({ editor, isActive: false }))
      }
      return true
    }
    return mergeRegister(
      editor.registerCommand(KEY_TAB_COMMAND, $moveListItems, COMMAND_PRIORITY_HIGH),
      editor.registerCommand(KEY_DOWN_COMMAND, $openLink, COMMAND_PRIORITY_HIGH),
      editor.registerCommand(KEY_SPACE_COMMAND, $keepSlashMenu, COMMAND_PRIORITY_HIGH),
    )
  }, [editor, editorConfig, editorContainerRef])
  return null
}

/** As many levels as Word has. */
const maxIndent = 8

/**
 * Tab makes the selected list items a list of the item before them, and Shift+Tab takes them out again. Escape leaves the
 * text, so that Tab goes on to the next field; so does Shift+Tab in a list that stands in no other.
 */
function $moveListItems(event: KeyboardEvent): boolean {
  const items = $selectedListItems()
  if (items.length === 0) return false
  const step = event.shiftKey ? -1 : 1
  if (step < 0 && items.every((item) => item.getIndent() === 0)) return false
  event.preventDefault()
  const isPossible = items.every(
    (item) => step < 0 || (item.getIndent() < maxIndent && hasItemBefore(item, items)),
  )
  if (isPossible) for (const item of items) item.setIndent(Math.max(0, item.getIndent() + step))
  return true
}

/** The selected items that have words: Lexical puts a list into an item of its own. */
function $selectedListItems(): ListItemNode[] {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return []
  const items = selection.getNodes().map((node) => $findMatchingParent(node, $isListItemNode))
  return [...new Set(items)].filter(
    (item) => item !== null && !$isListNode(item.getFirstChild()),
  ) as ListItemNode[]
}

const hasItemBefore = (item: ListItemNode, others: ListItemNode[]): boolean =>
  item.getPreviousSiblings().some((before) => !$isListItemNode(before) || !others.includes(before)) ||
  others.some((other) => other.isParentOf(item))

/**
 * Payload's slash menu closes at a space. While the words typed so far are the beginning of the name of one of its entries, such
 * as "/heading" of "Heading 2", the space is left out: the menu finds "/heading2" too.
 */
function $keepSlashMenu(event: KeyboardEvent): boolean {
  const selection = $getSelection()
  if (!$isRangeSelection(selection) || !selection.isCollapsed()) return false
  const typed = selection.anchor.getNode().getTextContent().slice(0, selection.anchor.offset)
  const query = /(?:^|[\s(])\/(\w+)$/.exec(typed)?.[1]?.toLowerCase()
  const entries = [...document.querySelectorAll('.slash-menu-popup__item-text')]
  if (!query || !entries.some(({ textContent }) => beginningsOf(textContent).includes(query))) return false
  event.preventDefault()
  return true
}

/** "call" and "callto" of "Call to action". */
function beginningsOf(name: string): string[] {
  const words = name.toLowerCase().split(/\s+/)
  return words.slice(1).map((_, index) => words.slice(0, index + 1).join(''))
}
