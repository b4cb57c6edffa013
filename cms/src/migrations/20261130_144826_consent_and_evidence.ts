import { MigrateUpArgs, MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.run(sql`CREATE TABLE \`disclosures_approvals\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`body\` text,
  	\`status\` text DEFAULT 'none',
  	\`reference\` text,
  	\`expires\` text,
  	\`what\` text,
  	\`owner_id\` text(36),
  	\`evidence_id\` text(36),
  	FOREIGN KEY (\`owner_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`evidence_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`disclosures\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`disclosures_approvals_order_idx\` ON \`disclosures_approvals\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`disclosures_approvals_parent_id_idx\` ON \`disclosures_approvals\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`disclosures_approvals_owner_idx\` ON \`disclosures_approvals\` (\`owner_id\`);`)
  await db.run(sql`CREATE INDEX \`disclosures_approvals_evidence_idx\` ON \`disclosures_approvals\` (\`evidence_id\`);`)
  await db.run(sql`CREATE TABLE \`_disclosures_v_version_approvals\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`body\` text,
  	\`status\` text DEFAULT 'none',
  	\`reference\` text,
  	\`expires\` text,
  	\`what\` text,
  	\`owner_id\` text(36),
  	\`evidence_id\` text(36),
  	\`_uuid\` text,
  	FOREIGN KEY (\`owner_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`evidence_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_disclosures_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_disclosures_v_version_approvals_order_idx\` ON \`_disclosures_v_version_approvals\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_disclosures_v_version_approvals_parent_id_idx\` ON \`_disclosures_v_version_approvals\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_disclosures_v_version_approvals_owner_idx\` ON \`_disclosures_v_version_approvals\` (\`owner_id\`);`)
  await db.run(sql`CREATE INDEX \`_disclosures_v_version_approvals_evidence_idx\` ON \`_disclosures_v_version_approvals\` (\`evidence_id\`);`)
  await db.run(sql`ALTER TABLE \`courses_approvals\` ADD \`what\` text;`)
  await db.run(sql`ALTER TABLE \`courses_approvals\` ADD \`owner_id\` text(36) REFERENCES users(id) ON DELETE set null;`)
  await db.run(sql`ALTER TABLE \`courses_approvals\` ADD \`evidence_id\` text(36) REFERENCES media(id) ON DELETE set null;`)
  await db.run(sql`CREATE INDEX \`courses_approvals_owner_idx\` ON \`courses_approvals\` (\`owner_id\`);`)
  await db.run(sql`CREATE INDEX \`courses_approvals_evidence_idx\` ON \`courses_approvals\` (\`evidence_id\`);`)
  await db.run(sql`ALTER TABLE \`_courses_v_version_approvals\` ADD \`what\` text;`)
  await db.run(sql`ALTER TABLE \`_courses_v_version_approvals\` ADD \`owner_id\` text(36) REFERENCES users(id) ON DELETE set null;`)
  await db.run(sql`ALTER TABLE \`_courses_v_version_approvals\` ADD \`evidence_id\` text(36) REFERENCES media(id) ON DELETE set null;`)
  await db.run(sql`CREATE INDEX \`_courses_v_version_approvals_owner_idx\` ON \`_courses_v_version_approvals\` (\`owner_id\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_version_approvals_evidence_idx\` ON \`_courses_v_version_approvals\` (\`evidence_id\`);`)
  await db.run(sql`ALTER TABLE \`testimonials\` ADD \`consent\` integer DEFAULT false;`)
  await db.run(sql`ALTER TABLE \`testimonials\` ADD \`consent_on\` text;`)
  await db.run(sql`ALTER TABLE \`testimonials\` ADD \`confirmed_until\` text;`)
  await db.run(sql`ALTER TABLE \`testimonials\` ADD \`consent_file_id\` text(36) REFERENCES media(id) ON DELETE set null;`)
  await db.run(sql`CREATE INDEX \`testimonials_consent_file_idx\` ON \`testimonials\` (\`consent_file_id\`);`)
  await db.run(sql`ALTER TABLE \`_testimonials_v\` ADD \`version_consent\` integer DEFAULT false;`)
  await db.run(sql`ALTER TABLE \`_testimonials_v\` ADD \`version_consent_on\` text;`)
  await db.run(sql`ALTER TABLE \`_testimonials_v\` ADD \`version_confirmed_until\` text;`)
  await db.run(sql`ALTER TABLE \`_testimonials_v\` ADD \`version_consent_file_id\` text(36) REFERENCES media(id) ON DELETE set null;`)
  await db.run(sql`CREATE INDEX \`_testimonials_v_version_version_consent_file_idx\` ON \`_testimonials_v\` (\`version_consent_file_id\`);`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.run(sql`DROP TABLE \`disclosures_approvals\`;`)
  await db.run(sql`DROP TABLE \`_disclosures_v_version_approvals\`;`)
  await db.run(sql`PRAGMA foreign_keys=OFF;`)
  await db.run(sql`CREATE TABLE \`__new_courses_approvals\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`body\` text,
  	\`status\` text DEFAULT 'none',
  	\`reference\` text,
  	\`expires\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`INSERT INTO \`__new_courses_approvals\`("_order", "_parent_id", "id", "body", "status", "reference", "expires") SELECT "_order", "_parent_id", "id", "body", "status", "reference", "expires" FROM \`courses_approvals\`;`)
  await db.run(sql`DROP TABLE \`courses_approvals\`;`)
  await db.run(sql`ALTER TABLE \`__new_courses_approvals\` RENAME TO \`courses_approvals\`;`)
  await db.run(sql`PRAGMA foreign_keys=ON;`)
  await db.run(sql`CREATE INDEX \`courses_approvals_order_idx\` ON \`courses_approvals\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`courses_approvals_parent_id_idx\` ON \`courses_approvals\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`__new__courses_v_version_approvals\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`body\` text,
  	\`status\` text DEFAULT 'none',
  	\`reference\` text,
  	\`expires\` text,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_courses_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`INSERT INTO \`__new__courses_v_version_approvals\`("_order", "_parent_id", "id", "body", "status", "reference", "expires", "_uuid") SELECT "_order", "_parent_id", "id", "body", "status", "reference", "expires", "_uuid" FROM \`_courses_v_version_approvals\`;`)
  await db.run(sql`DROP TABLE \`_courses_v_version_approvals\`;`)
  await db.run(sql`ALTER TABLE \`__new__courses_v_version_approvals\` RENAME TO \`_courses_v_version_approvals\`;`)
  await db.run(sql`CREATE INDEX \`_courses_v_version_approvals_order_idx\` ON \`_courses_v_version_approvals\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_version_approvals_parent_id_idx\` ON \`_courses_v_version_approvals\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`__new_testimonials\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`quote\` text,
  	\`attribution\` text,
  	\`course_id\` text(36),
  	\`is_sample\` integer DEFAULT false,
  	\`consent_note\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`deleted_at\` text,
  	\`_status\` text DEFAULT 'draft',
  	FOREIGN KEY (\`course_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`INSERT INTO \`__new_testimonials\`("id", "quote", "attribution", "course_id", "is_sample", "consent_note", "updated_at", "created_at", "deleted_at", "_status") SELECT "id", "quote", "attribution", "course_id", "is_sample", "consent_note", "updated_at", "created_at", "deleted_at", "_status" FROM \`testimonials\`;`)
  await db.run(sql`DROP TABLE \`testimonials\`;`)
  await db.run(sql`ALTER TABLE \`__new_testimonials\` RENAME TO \`testimonials\`;`)
  await db.run(sql`CREATE INDEX \`testimonials_course_idx\` ON \`testimonials\` (\`course_id\`);`)
  await db.run(sql`CREATE INDEX \`testimonials_updated_at_idx\` ON \`testimonials\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`testimonials_created_at_idx\` ON \`testimonials\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`testimonials_deleted_at_idx\` ON \`testimonials\` (\`deleted_at\`);`)
  await db.run(sql`CREATE INDEX \`testimonials__status_idx\` ON \`testimonials\` (\`_status\`);`)
  await db.run(sql`CREATE INDEX \`_status_createdAt_9_idx\` ON \`testimonials\` (\`_status\`,\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`testimonials_live_idx\` ON \`testimonials\` (\`_status\`,\`deleted_at\`,\`id\`,\`updated_at\`);`)
  await db.run(sql`CREATE TABLE \`__new__testimonials_v\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`parent_id\` text(36),
  	\`version_quote\` text,
  	\`version_attribution\` text,
  	\`version_course_id\` text(36),
  	\`version_is_sample\` integer DEFAULT false,
  	\`version_consent_note\` text,
  	\`version_updated_at\` text,
  	\`version_created_at\` text,
  	\`version_deleted_at\` text,
  	\`version__status\` text DEFAULT 'draft',
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`latest\` integer,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`testimonials\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`version_course_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`INSERT INTO \`__new__testimonials_v\`("id", "parent_id", "version_quote", "version_attribution", "version_course_id", "version_is_sample", "version_consent_note", "version_updated_at", "version_created_at", "version_deleted_at", "version__status", "created_at", "updated_at", "latest") SELECT "id", "parent_id", "version_quote", "version_attribution", "version_course_id", "version_is_sample", "version_consent_note", "version_updated_at", "version_created_at", "version_deleted_at", "version__status", "created_at", "updated_at", "latest" FROM \`_testimonials_v\`;`)
  await db.run(sql`DROP TABLE \`_testimonials_v\`;`)
  await db.run(sql`ALTER TABLE \`__new__testimonials_v\` RENAME TO \`_testimonials_v\`;`)
  await db.run(sql`CREATE INDEX \`_testimonials_v_parent_idx\` ON \`_testimonials_v\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_testimonials_v_version_version_course_idx\` ON \`_testimonials_v\` (\`version_course_id\`);`)
  await db.run(sql`CREATE INDEX \`_testimonials_v_version_version_updated_at_idx\` ON \`_testimonials_v\` (\`version_updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_testimonials_v_version_version_created_at_idx\` ON \`_testimonials_v\` (\`version_created_at\`);`)
  await db.run(sql`CREATE INDEX \`_testimonials_v_version_version_deleted_at_idx\` ON \`_testimonials_v\` (\`version_deleted_at\`);`)
  await db.run(sql`CREATE INDEX \`_testimonials_v_version_version__status_idx\` ON \`_testimonials_v\` (\`version__status\`);`)
  await db.run(sql`CREATE INDEX \`_testimonials_v_created_at_idx\` ON \`_testimonials_v\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`_testimonials_v_updated_at_idx\` ON \`_testimonials_v\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_testimonials_v_latest_idx\` ON \`_testimonials_v\` (\`latest\`);`)
  await db.run(sql`CREATE INDEX \`version__status_version_createdAt_9_idx\` ON \`_testimonials_v\` (\`version__status\`,\`version_created_at\`);`)
}
