BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE audit_entry (
	seq INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	actor TEXT NOT NULL, 
	action VARCHAR NOT NULL, 
	subject TEXT NOT NULL, 
	previous_hash VARCHAR NOT NULL, 
	entry_hash VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_entry PRIMARY KEY (seq)
);
INSERT INTO "audit_entry" VALUES(1,'2026-01-05T02:30:00+00:00','Nguyễn Văn A','open_series','{"last_used":10,"organ_id":"snv-202503","reason":"sổ giấy","series":"chung","year":2026}','','7f5212a8a180a209308db2d1236b5ac0b308c10b248009185dc4ba66b64e4efa');
INSERT INTO "audit_entry" VALUES(2,'2026-01-05T02:30:00+00:00','Nguyễn Văn A','issue','{"campaign_id":"khao-sat-2026","code_notation":"SNV-CCHC","code_number":11,"draft_sha256":"9dbefc1962dca40f9f75164aa5c0546e4c312003b756410515eada7a704ea81b","issued_date":"2026-01-05","letter_id":"thu-0001","organ_id":"snv-202503","series":"chung","year":2026}','7f5212a8a180a209308db2d1236b5ac0b308c10b248009185dc4ba66b64e4efa','96be331d2db9b18a94f6baffb551fafeaecc103adfbd008ae05ebea609fabafe');
INSERT INTO "audit_entry" VALUES(3,'2026-01-05T02:30:00+00:00','Nguyễn Văn A','issue','{"campaign_id":"khao-sat-2026","code_notation":"SNV-CCHC","code_number":12,"draft_sha256":"e8b616a7620e5e2cd337577d6d6bde4eadf205bd4f9110421c01996fa662c214","issued_date":"2026-01-05","letter_id":"thu-0002","organ_id":"snv-202503","series":"chung","year":2026}','96be331d2db9b18a94f6baffb551fafeaecc103adfbd008ae05ebea609fabafe','596dc00431355c18b68cd38e0ee61679408ba35b9de0b3855a8e563faaca344f');
INSERT INTO "audit_entry" VALUES(4,'2026-01-05T02:30:00+00:00','Nguyễn Văn A','issue','{"campaign_id":"khao-sat-2026","code_notation":"SNV-CCHC","code_number":13,"draft_sha256":"20579703f3c2932869ddf8227abd863cfbc60734e776a131cabf89b4aa088166","issued_date":"2026-01-05","letter_id":"thu-0003","organ_id":"snv-202503","series":"chung","year":2026}','596dc00431355c18b68cd38e0ee61679408ba35b9de0b3855a8e563faaca344f','231b7734791b441adcc24c5fffc9a4f3c96dea8cffa3cbdbafd82409978e5ffa');
INSERT INTO "audit_entry" VALUES(5,'2026-01-05T02:30:00+00:00','Nguyễn Văn A','reserve','{"code_notation":"SNV-CCHC","code_number":14,"organ_id":"snv-202503","reason":"giữ","series":"chung","year":2026}','231b7734791b441adcc24c5fffc9a4f3c96dea8cffa3cbdbafd82409978e5ffa','ed4f4ff3ad93757b5be43e7b7d1426afa0b857de4c3906ac50eb7d8f60b7ffe1');
INSERT INTO "audit_entry" VALUES(6,'2026-01-05T02:30:00+00:00','Nguyễn Văn A','reserve','{"code_notation":"SNV-CCHC","code_number":15,"organ_id":"snv-202503","reason":"giữ","series":"chung","year":2026}','ed4f4ff3ad93757b5be43e7b7d1426afa0b857de4c3906ac50eb7d8f60b7ffe1','9e61dfc5bc73a9ae451f10bd6ea011f32a5d119779c6d56883d706fb2766c47f');
INSERT INTO "audit_entry" VALUES(7,'2026-01-05T02:30:00+00:00','Nguyễn Văn A','void','{"code_number":14,"organ_id":"snv-202503","reason":"thôi","series":"chung","year":2026}','9e61dfc5bc73a9ae451f10bd6ea011f32a5d119779c6d56883d706fb2766c47f','456acd8b99c497bd5639f733db018e0b3c5ee03ebff365ff29f02838ed0c5b4b');
INSERT INTO "audit_entry" VALUES(8,'2026-01-05T02:30:00+00:00','Nguyễn Văn A','render','{"campaign_id":"khao-sat-2026","file_name":"thu-0001.pdf","kind":"pdf","letter_id":"thu-0001","organ_id":"snv-202503","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}','456acd8b99c497bd5639f733db018e0b3c5ee03ebff365ff29f02838ed0c5b4b','69a2b7527ce729a8a7d18ac1be852f0f63c17d7559dc7d1bd65aaa62a3a88477');
CREATE TABLE entry_recipient (
	entry_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	label TEXT NOT NULL, 
	role VARCHAR NOT NULL, 
	organ_id VARCHAR, 
	channel VARCHAR NOT NULL, 
	CONSTRAINT pk_entry_recipient PRIMARY KEY (entry_id, position), 
	CONSTRAINT fk_entry_recipient_register_entry FOREIGN KEY(entry_id) REFERENCES register_entry (id)
);
INSERT INTO "entry_recipient" VALUES(1,1,'UBND các xã, phường','addressee','xa-a','');
INSERT INTO "entry_recipient" VALUES(1,2,'UBND các xã, phường','addressee','xa-b','');
INSERT INTO "entry_recipient" VALUES(1,3,'Ông Nguyễn Văn B','copy',NULL,'giấy');
INSERT INTO "entry_recipient" VALUES(2,1,'UBND các xã, phường','addressee','xa-a','');
INSERT INTO "entry_recipient" VALUES(2,2,'UBND các xã, phường','addressee','xa-b','');
INSERT INTO "entry_recipient" VALUES(2,3,'Ông Nguyễn Văn B','copy',NULL,'giấy');
INSERT INTO "entry_recipient" VALUES(3,1,'UBND các xã, phường','addressee','xa-a','');
INSERT INTO "entry_recipient" VALUES(3,2,'UBND các xã, phường','addressee','xa-b','');
INSERT INTO "entry_recipient" VALUES(3,3,'Ông Nguyễn Văn B','copy',NULL,'giấy');
CREATE TABLE register_entry (
	id INTEGER NOT NULL, 
	organ_id VARCHAR NOT NULL, 
	series VARCHAR NOT NULL, 
	year INTEGER NOT NULL, 
	code_number INTEGER NOT NULL, 
	code_notation VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	issued_date DATE, 
	document_type VARCHAR, 
	subject TEXT, 
	signer TEXT, 
	recipients TEXT, 
	file_copy_holder TEXT, 
	copies INTEGER, 
	dispatched_on DATE, 
	receipt TEXT, 
	note TEXT, 
	campaign_id VARCHAR, 
	letter_id VARCHAR, 
	draft_sha256 VARCHAR, 
	CONSTRAINT pk_register_entry PRIMARY KEY (id), 
	CONSTRAINT fk_register_entry_register_series FOREIGN KEY(organ_id, series, year) REFERENCES register_series (organ_id, series, year), 
	CONSTRAINT uq_register_entry_number UNIQUE (organ_id, series, year, code_number), 
	CONSTRAINT uq_register_entry_letter UNIQUE (campaign_id, letter_id, organ_id), 
	CONSTRAINT ck_register_entry_ck_register_entry_state CHECK (state IN ('reserved', 'issued', 'void')), 
	CONSTRAINT ck_register_entry_ck_register_entry_number CHECK (code_number >= 1), 
	CONSTRAINT ck_register_entry_ck_register_entry_explained CHECK (state = 'issued' OR reason <> ''), 
	CONSTRAINT ck_register_entry_ck_register_entry_issued_in_full CHECK (state <> 'issued' OR (issued_date IS NOT NULL AND campaign_id IS NOT NULL AND letter_id IS NOT NULL AND draft_sha256 IS NOT NULL))
);
INSERT INTO "register_entry" VALUES(1,'snv-202503','chung',2026,11,'SNV-CCHC','issued','','2026-01-05','cong_van','khảo sát sự hài lòng lần 1','Nguyễn Văn A','UBND các xã, phường; Ông Nguyễn Văn B','VT, CCHC',4,NULL,NULL,NULL,'khao-sat-2026','thu-0001','9dbefc1962dca40f9f75164aa5c0546e4c312003b756410515eada7a704ea81b');
INSERT INTO "register_entry" VALUES(2,'snv-202503','chung',2026,12,'SNV-CCHC','issued','','2026-01-05','cong_van','khảo sát sự hài lòng lần 2','Nguyễn Văn A','UBND các xã, phường; Ông Nguyễn Văn B','VT, CCHC',4,NULL,NULL,NULL,'khao-sat-2026','thu-0002','e8b616a7620e5e2cd337577d6d6bde4eadf205bd4f9110421c01996fa662c214');
INSERT INTO "register_entry" VALUES(3,'snv-202503','chung',2026,13,'SNV-CCHC','issued','','2026-01-05','cong_van','khảo sát sự hài lòng lần 3','Nguyễn Văn A','UBND các xã, phường; Ông Nguyễn Văn B','VT, CCHC',4,NULL,NULL,NULL,'khao-sat-2026','thu-0003','20579703f3c2932869ddf8227abd863cfbc60734e776a131cabf89b4aa088166');
INSERT INTO "register_entry" VALUES(4,'snv-202503','chung',2026,14,'SNV-CCHC','void','thôi',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "register_entry" VALUES(5,'snv-202503','chung',2026,15,'SNV-CCHC','reserved','giữ',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE register_series (
	organ_id VARCHAR NOT NULL, 
	series VARCHAR NOT NULL, 
	year INTEGER NOT NULL, 
	last_number INTEGER NOT NULL, 
	paper_last_number INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_register_series PRIMARY KEY (organ_id, series, year), 
	CONSTRAINT ck_register_series_ck_register_series_counts_up CHECK (0 <= paper_last_number AND paper_last_number <= last_number)
);
INSERT INTO "register_series" VALUES('snv-202503','chung',2026,15,10);
CREATE TABLE rendition (
	entry_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	file_name TEXT NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	CONSTRAINT pk_rendition PRIMARY KEY (entry_id, kind), 
	CONSTRAINT fk_rendition_register_entry FOREIGN KEY(entry_id) REFERENCES register_entry (id), 
	CONSTRAINT ck_rendition_ck_rendition_kind CHECK (kind IN ('docx', 'pdf'))
);
INSERT INTO "rendition" VALUES(1,'pdf','thu-0001.pdf','0000000000000000000000000000000000000000000000000000000000000000');
CREATE TRIGGER entry_changes_state_once BEFORE UPDATE ON register_entry FOR EACH ROW WHEN NOT (OLD.state = 'reserved' AND NEW.state IN ('issued', 'void') AND NEW.id = OLD.id AND NEW.organ_id = OLD.organ_id AND NEW.series = OLD.series AND NEW.year = OLD.year AND NEW.code_number = OLD.code_number AND NEW.code_notation = OLD.code_notation) BEGIN SELECT RAISE(ABORT, 'a register row changes once, from reserved to issued or void, and keeps its number'); END;
CREATE TRIGGER entry_stays BEFORE DELETE ON register_entry FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'a register row is never deleted'); END;
CREATE TRIGGER entry_is_not_replaced BEFORE INSERT ON register_entry FOR EACH ROW WHEN NEW.state = 'void' OR EXISTS (SELECT 1 FROM register_entry AS other WHERE other.id = NEW.id OR (other.organ_id = NEW.organ_id AND other.series = NEW.series AND other.year = NEW.year AND other.code_number = NEW.code_number) OR (other.campaign_id = NEW.campaign_id AND other.letter_id = NEW.letter_id AND other.organ_id = NEW.organ_id)) BEGIN SELECT RAISE(ABORT, 'a register row starts as reserved or issued, under a number that nobody has'); END;
CREATE TRIGGER series_counts_up BEFORE UPDATE ON register_series FOR EACH ROW WHEN (NEW.last_number < OLD.last_number OR NEW.paper_last_number <> OLD.paper_last_number OR NEW.organ_id <> OLD.organ_id OR NEW.series <> OLD.series OR NEW.year <> OLD.year) AND EXISTS (SELECT 1 FROM register_entry AS entry WHERE entry.organ_id = OLD.organ_id AND entry.series = OLD.series AND entry.year = OLD.year) BEGIN SELECT RAISE(ABORT, 'a series that has given a number only counts up'); END;
CREATE TRIGGER recipient_stays_as_written BEFORE UPDATE ON entry_recipient FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'recipients of an issued document never change'); END;
CREATE TRIGGER recipient_stays BEFORE DELETE ON entry_recipient FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'recipients of an issued document are never deleted'); END;
CREATE TRIGGER recipient_is_not_replaced BEFORE INSERT ON entry_recipient FOR EACH ROW WHEN EXISTS (SELECT 1 FROM entry_recipient AS other WHERE other.entry_id = NEW.entry_id AND other.position = NEW.position) BEGIN SELECT RAISE(ABORT, 'recipients of an issued document are never replaced'); END;
CREATE TRIGGER rendition_stays_as_written BEFORE UPDATE ON rendition FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'a recorded rendition never changes'); END;
CREATE TRIGGER rendition_stays BEFORE DELETE ON rendition FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'a recorded rendition is never deleted'); END;
CREATE TRIGGER rendition_is_not_replaced BEFORE INSERT ON rendition FOR EACH ROW WHEN EXISTS (SELECT 1 FROM rendition AS other WHERE other.entry_id = NEW.entry_id AND other.kind = NEW.kind) BEGIN SELECT RAISE(ABORT, 'a recorded rendition is never replaced'); END;
CREATE TRIGGER audit_stays_as_written BEFORE UPDATE ON audit_entry FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'an audit entry never changes'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit_entry FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'an audit entry is never deleted'); END;
CREATE TRIGGER audit_follows_the_last BEFORE INSERT ON audit_entry FOR EACH ROW WHEN NEW.seq <> 1 + (SELECT COALESCE(MAX(seq), 0) FROM audit_entry) OR NEW.previous_hash <> COALESCE((SELECT entry_hash FROM audit_entry WHERE seq = NEW.seq - 1), '') BEGIN SELECT RAISE(ABORT, 'an audit entry follows the last one'); END;
COMMIT;
