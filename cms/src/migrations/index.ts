import * as migration_20261123_105549_initial from './20261123_105549_initial';
import * as migration_20261124_131953_publishing from './20261124_131953_publishing';
import * as migration_20261129_210711_waiting from './20261129_210711_waiting';
import * as migration_20261130_001523_saves from './20261130_001523_saves';
import * as migration_20261130_003402_published_pictures from './20261130_003402_published_pictures';
import * as migration_20261130_005849_drafts_without_autosave from './20261130_005849_drafts_without_autosave';
import * as migration_20261130_041019_one_index_of_redirects from './20261130_041019_one_index_of_redirects';
import * as migration_20261130_042208_edit_roads from './20261130_042208_edit_roads';
import * as migration_20261130_074317_edit_requests from './20261130_074317_edit_requests';
import * as migration_20261130_080955_claims from './20261130_080955_claims';
import * as migration_20261130_111236_draft_links from './20261130_111236_draft_links';
import * as migration_20261130_120835_claim_rules from './20261130_120835_claim_rules';
import * as migration_20261130_123043_checks from './20261130_123043_checks';
import * as migration_20261130_123934_references from './20261130_123934_references';
import * as migration_20261130_144826_consent_and_evidence from './20261130_144826_consent_and_evidence';
import * as migration_20261130_150957_live_findings from './20261130_150957_live_findings';
import * as migration_20261130_210407_overrides from './20261130_210407_overrides';

export const migrations = [
  {
    up: migration_20261123_105549_initial.up,
    down: migration_20261123_105549_initial.down,
    name: '20261123_105549_initial',
  },
  {
    up: migration_20261124_131953_publishing.up,
    down: migration_20261124_131953_publishing.down,
    name: '20261124_131953_publishing',
  },
  {
    up: migration_20261129_210711_waiting.up,
    down: migration_20261129_210711_waiting.down,
    name: '20261129_210711_waiting',
  },
  {
    up: migration_20261130_001523_saves.up,
    down: migration_20261130_001523_saves.down,
    name: '20261130_001523_saves',
  },
  {
    up: migration_20261130_003402_published_pictures.up,
    down: migration_20261130_003402_published_pictures.down,
    name: '20261130_003402_published_pictures',
  },
  {
    up: migration_20261130_005849_drafts_without_autosave.up,
    down: migration_20261130_005849_drafts_without_autosave.down,
    name: '20261130_005849_drafts_without_autosave',
  },
  {
    up: migration_20261130_041019_one_index_of_redirects.up,
    down: migration_20261130_041019_one_index_of_redirects.down,
    name: '20261130_041019_one_index_of_redirects',
  },
  {
    up: migration_20261130_042208_edit_roads.up,
    down: migration_20261130_042208_edit_roads.down,
    name: '20261130_042208_edit_roads',
  },
  {
    up: migration_20261130_074317_edit_requests.up,
    down: migration_20261130_074317_edit_requests.down,
    name: '20261130_074317_edit_requests',
  },
  {
    up: migration_20261130_080955_claims.up,
    down: migration_20261130_080955_claims.down,
    name: '20261130_080955_claims',
  },
  {
    up: migration_20261130_111236_draft_links.up,
    down: migration_20261130_111236_draft_links.down,
    name: '20261130_111236_draft_links',
  },
  {
    up: migration_20261130_120835_claim_rules.up,
    down: migration_20261130_120835_claim_rules.down,
    name: '20261130_120835_claim_rules',
  },
  {
    up: migration_20261130_123043_checks.up,
    down: migration_20261130_123043_checks.down,
    name: '20261130_123043_checks',
  },
  {
    up: migration_20261130_123934_references.up,
    down: migration_20261130_123934_references.down,
    name: '20261130_123934_references',
  },
  {
    up: migration_20261130_144826_consent_and_evidence.up,
    down: migration_20261130_144826_consent_and_evidence.down,
    name: '20261130_144826_consent_and_evidence',
  },
  {
    up: migration_20261130_150957_live_findings.up,
    down: migration_20261130_150957_live_findings.down,
    name: '20261130_150957_live_findings',
  },
  {
    up: migration_20261130_210407_overrides.up,
    down: migration_20261130_210407_overrides.down,
    name: '20261130_210407_overrides'
  },
];
