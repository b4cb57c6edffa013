import { SaveNotices as SaveNotices_d6ef02ff5c597e308b8e31498a47b0c4 } from '../../../admin/saving/SaveNotices'
import { StatusDetails as StatusDetails_b77e6e9cfe454efed794703cf737f51e } from '../../../admin/form/StatusDetails'
import { StatusCell as StatusCell_96f146af655904b6156703b4fa72d20b } from '../../../admin/list/StatusCell'
import { ChecksPanel as ChecksPanel_fd801adc3a2459cd7768fc2109d47564 } from '../../../admin/checks/ChecksPanel'
import { ScheduledChanges as ScheduledChanges_d77a69fc171f4ae5c9e582e0b175779c } from '../../../admin/schedule/ScheduledChanges'
import { UsedIn as UsedIn_123e167619c48a34b0ec470b920b7c2c } from '../../../admin/used/UsedIn'
import { RscEntryLexicalCell as RscEntryLexicalCell_44fe37237e0ebf4470c9990d8cb7b07e } from '@payloadcms/richtext-lexical/rsc'
import { RscEntryLexicalField as RscEntryLexicalField_44fe37237e0ebf4470c9990d8cb7b07e } from '@payloadcms/richtext-lexical/rsc'
import { LexicalDiffComponent as LexicalDiffComponent_44fe37237e0ebf4470c9990d8cb7b07e } from '@payloadcms/richtext-lexical/rsc'
import { EditingFeatureClient as EditingFeatureClient_91b045648ec1406ec129337e12963228 } from '../../../rich-text/editing/EditingFeatureClient'
import { BlocksFeatureClient as BlocksFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { InlineToolbarFeatureClient as InlineToolbarFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { LinkFeatureClient as LinkFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { OrderedListFeatureClient as OrderedListFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { UnorderedListFeatureClient as UnorderedListFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { BoldFeatureClient as BoldFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { ItalicFeatureClient as ItalicFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { ParagraphFeatureClient as ParagraphFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { UploadFeatureClient as UploadFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { TableFeatureClient as TableFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { HorizontalRuleFeatureClient as HorizontalRuleFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { BlockquoteFeatureClient as BlockquoteFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { SuperscriptFeatureClient as SuperscriptFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { SubscriptFeatureClient as SubscriptFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { InlineCodeFeatureClient as InlineCodeFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { StrikethroughFeatureClient as StrikethroughFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { UnderlineFeatureClient as UnderlineFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { HeadingFeatureClient as HeadingFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { FixedToolbarFeatureClient as FixedToolbarFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { DayCell as DayCell_1fadfd810a0b29ade8fc8eaa6bd12cd1 } from '../../../admin/form/DateFields'
import { DayField as DayField_1fadfd810a0b29ade8fc8eaa6bd12cd1 } from '../../../admin/form/DateFields'
import { OverviewComponent as OverviewComponent_a8a977ebc872c5d5ea7ee689724c0860 } from '@payloadcms/plugin-seo/client'
import { MetaTitleComponent as MetaTitleComponent_a8a977ebc872c5d5ea7ee689724c0860 } from '@payloadcms/plugin-seo/client'
import { MetaDescriptionComponent as MetaDescriptionComponent_a8a977ebc872c5d5ea7ee689724c0860 } from '@payloadcms/plugin-seo/client'
import { MetaImageComponent as MetaImageComponent_a8a977ebc872c5d5ea7ee689724c0860 } from '@payloadcms/plugin-seo/client'
import { SchoolTimeCell as SchoolTimeCell_1fadfd810a0b29ade8fc8eaa6bd12cd1 } from '../../../admin/form/DateFields'
import { SchoolTimeField as SchoolTimeField_1fadfd810a0b29ade8fc8eaa6bd12cd1 } from '../../../admin/form/DateFields'
import { SaveSlot as SaveSlot_038bb11a5aea6ffda90a3ae8659de76d } from '../../../admin/saving/SaveSlot'
import { TrashButtons as TrashButtons_e4c0ed008d59a5770f16c9cc0691c53b } from '../../../admin/used/DocumentActions'
import { ChecksChip as ChecksChip_eaafc8aa3afde2db9f9e85b88d78c2b7 } from '../../../admin/checks/ChecksChip'
import { StatusChip as StatusChip_ea027da470e9e5501cb8ca4e4fc3a66b } from '../../../admin/form/StatusChip'
import { PreviewSlot as PreviewSlot_be14929465059da6a49da058a729654d } from '../../../admin/preview/PreviewSlot'
import { PublishButton as PublishButton_2bf1fa0a63c0999c466c9d4702d39d83 } from '../../../admin/saving/PublishButton'
import { SaveNow as SaveNow_cf47644e63fb35b1b1d4ec2fc760cc7b } from '../../../admin/saving/SaveNow'
import { StatusSlot as StatusSlot_deec48d8182813c7eff3bf1563dbe7f3 } from '../../../admin/saving/StatusSlot'
import { UnpublishButton as UnpublishButton_ca5ab2023d723110ae2bc82e731608db } from '../../../admin/saving/UnpublishButton'
import { VersionsView as VersionsView_b4261919cd75b6993c29be72ed46e245 } from '../../../admin/versions/VersionsView'
import { RestoreSlot as RestoreSlot_e4f4352ba0cce4b2c3963314f17b9c0e } from '../../../admin/versions/RestoreSlot'
import { ListView as ListView_5b026514bb4541b5bc0b44b2c14b0adb } from '../../../admin/list/ListView'
import { RowLabel as RowLabel_b4325a0bb6ecd935e2fd8aa2472b8c49 } from '../../../admin/form/RowLabel'
import { DollarField as DollarField_433d00c742046a3d6c3313c70cc685e6 } from '../../../admin/form/DollarField'
import { AltTextField as AltTextField_93b4341d53b64ccb9d579bf3cba5d9fc } from '../../../admin/form/AltTextField'
import { SaveFileButton as SaveFileButton_93b4341d53b64ccb9d579bf3cba5d9fc } from '../../../admin/form/AltTextField'
import { CurrentPassword as CurrentPassword_3cc270bf01263ba711b5bab2f5c5a5b8 } from '../../../admin/form/CurrentPassword'
import { ReleaseView as ReleaseView_65c4d0dce3eb4535addc52f08a372f27 } from '../../../admin/releases/ReleaseView'
import { WhoCell as WhoCell_a986c2872fd83642dc601f38008182a7 } from '../../../admin/releases/ReleaseCells'
import { DurationCell as DurationCell_a986c2872fd83642dc601f38008182a7 } from '../../../admin/releases/ReleaseCells'
import { DeliveryView as DeliveryView_df0beeab2c852cb784d7f0757663f872 } from '../../../admin/deliveries/DeliveryView'
import { ClaimTrial as ClaimTrial_afd16cca8f7710d00f18adebb2d7e694 } from '../../../admin/checks/ClaimTrial'
import { PublishingPanel as PublishingPanel_2ba8769ccb05c46b1ec0949752906489 } from '../../../admin/releases/PublishingPanel'
import { AccessibleMarkup as AccessibleMarkup_80971d64f83133653d5038abdbe7bc63 } from '../../../admin/AccessibleMarkup'
import { CollectionCards as CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1 } from '@payloadcms/next/rsc'

/** @type import('payload').ImportMap */
export const importMap = {
  "/admin/saving/SaveNotices#SaveNotices": SaveNotices_d6ef02ff5c597e308b8e31498a47b0c4,
  "/admin/form/StatusDetails#StatusDetails": StatusDetails_b77e6e9cfe454efed794703cf737f51e,
  "/admin/list/StatusCell#StatusCell": StatusCell_96f146af655904b6156703b4fa72d20b,
  "/admin/checks/ChecksPanel#ChecksPanel": ChecksPanel_fd801adc3a2459cd7768fc2109d47564,
  "/admin/schedule/ScheduledChanges#ScheduledChanges": ScheduledChanges_d77a69fc171f4ae5c9e582e0b175779c,
  "/admin/used/UsedIn#UsedIn": UsedIn_123e167619c48a34b0ec470b920b7c2c,
  "@payloadcms/richtext-lexical/rsc#RscEntryLexicalCell": RscEntryLexicalCell_44fe37237e0ebf4470c9990d8cb7b07e,
  "@payloadcms/richtext-lexical/rsc#RscEntryLexicalField": RscEntryLexicalField_44fe37237e0ebf4470c9990d8cb7b07e,
  "@payloadcms/richtext-lexical/rsc#LexicalDiffComponent": LexicalDiffComponent_44fe37237e0ebf4470c9990d8cb7b07e,
  "/rich-text/editing/EditingFeatureClient#EditingFeatureClient": EditingFeatureClient_91b045648ec1406ec129337e12963228,
  "@payloadcms/richtext-lexical/client#BlocksFeatureClient": BlocksFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#InlineToolbarFeatureClient": InlineToolbarFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#LinkFeatureClient": LinkFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#OrderedListFeatureClient": OrderedListFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#UnorderedListFeatureClient": UnorderedListFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#BoldFeatureClient": BoldFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#ItalicFeatureClient": ItalicFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#ParagraphFeatureClient": ParagraphFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#UploadFeatureClient": UploadFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#TableFeatureClient": TableFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#HorizontalRuleFeatureClient": HorizontalRuleFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#BlockquoteFeatureClient": BlockquoteFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#SuperscriptFeatureClient": SuperscriptFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#SubscriptFeatureClient": SubscriptFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#InlineCodeFeatureClient": InlineCodeFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#StrikethroughFeatureClient": StrikethroughFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#UnderlineFeatureClient": UnderlineFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#HeadingFeatureClient": HeadingFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#FixedToolbarFeatureClient": FixedToolbarFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "/admin/form/DateFields#DayCell": DayCell_1fadfd810a0b29ade8fc8eaa6bd12cd1,
  "/admin/form/DateFields#DayField": DayField_1fadfd810a0b29ade8fc8eaa6bd12cd1,
  "@payloadcms/plugin-seo/client#OverviewComponent": OverviewComponent_a8a977ebc872c5d5ea7ee689724c0860,
  "@payloadcms/plugin-seo/client#MetaTitleComponent": MetaTitleComponent_a8a977ebc872c5d5ea7ee689724c0860,
  "@payloadcms/plugin-seo/client#MetaDescriptionComponent": MetaDescriptionComponent_a8a977ebc872c5d5ea7ee689724c0860,
  "@payloadcms/plugin-seo/client#MetaImageComponent": MetaImageComponent_a8a977ebc872c5d5ea7ee689724c0860,
  "/admin/form/DateFields#SchoolTimeCell": SchoolTimeCell_1fadfd810a0b29ade8fc8eaa6bd12cd1,
  "/admin/form/DateFields#SchoolTimeField": SchoolTimeField_1fadfd810a0b29ade8fc8eaa6bd12cd1,
  "/admin/saving/SaveSlot#SaveSlot": SaveSlot_038bb11a5aea6ffda90a3ae8659de76d,
  "/admin/used/DocumentActions#TrashButtons": TrashButtons_e4c0ed008d59a5770f16c9cc0691c53b,
  "/admin/checks/ChecksChip#ChecksChip": ChecksChip_eaafc8aa3afde2db9f9e85b88d78c2b7,
  "/admin/form/StatusChip#StatusChip": StatusChip_ea027da470e9e5501cb8ca4e4fc3a66b,
  "/admin/preview/PreviewSlot#PreviewSlot": PreviewSlot_be14929465059da6a49da058a729654d,
  "/admin/saving/PublishButton#PublishButton": PublishButton_2bf1fa0a63c0999c466c9d4702d39d83,
  "/admin/saving/SaveNow#SaveNow": SaveNow_cf47644e63fb35b1b1d4ec2fc760cc7b,
  "/admin/saving/StatusSlot#StatusSlot": StatusSlot_deec48d8182813c7eff3bf1563dbe7f3,
  "/admin/saving/UnpublishButton#UnpublishButton": UnpublishButton_ca5ab2023d723110ae2bc82e731608db,
  "/admin/versions/VersionsView#VersionsView": VersionsView_b4261919cd75b6993c29be72ed46e245,
  "/admin/versions/RestoreSlot#RestoreSlot": RestoreSlot_e4f4352ba0cce4b2c3963314f17b9c0e,
  "/admin/list/ListView#ListView": ListView_5b026514bb4541b5bc0b44b2c14b0adb,
  "/admin/form/RowLabel#RowLabel": RowLabel_b4325a0bb6ecd935e2fd8aa2472b8c49,
  "/admin/form/DollarField#DollarField": DollarField_433d00c742046a3d6c3313c70cc685e6,
  "/admin/form/AltTextField#AltTextField": AltTextField_93b4341d53b64ccb9d579bf3cba5d9fc,
  "/admin/form/AltTextField#SaveFileButton": SaveFileButton_93b4341d53b64ccb9d579bf3cba5d9fc,
  "/admin/form/CurrentPassword#CurrentPassword": CurrentPassword_3cc270bf01263ba711b5bab2f5c5a5b8,
  "/admin/releases/ReleaseView#ReleaseView": ReleaseView_65c4d0dce3eb4535addc52f08a372f27,
  "/admin/releases/ReleaseCells#WhoCell": WhoCell_a986c2872fd83642dc601f38008182a7,
  "/admin/releases/ReleaseCells#DurationCell": DurationCell_a986c2872fd83642dc601f38008182a7,
  "/admin/deliveries/DeliveryView#DeliveryView": DeliveryView_df0beeab2c852cb784d7f0757663f872,
  "/admin/checks/ClaimTrial#ClaimTrial": ClaimTrial_afd16cca8f7710d00f18adebb2d7e694,
  "/admin/releases/PublishingPanel#PublishingPanel": PublishingPanel_2ba8769ccb05c46b1ec0949752906489,
  "/admin/AccessibleMarkup#AccessibleMarkup": AccessibleMarkup_80971d64f83133653d5038abdbe7bc63,
  "@payloadcms/next/rsc#CollectionCards": CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1
}
