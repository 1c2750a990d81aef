#!/usr/bin/env python3
"""Checks an audit log of SRS Desk with nothing of SRS Desk: Python's standard library alone.

  verify.py --key log.vkey --jsonl audit.jsonl [--checkpoint FILE ...]
  verify.py --key log.vkey --db desk.db        [--checkpoint FILE ...]
  verify.py --key log.vkey --pack proof.html
  verify.py --key log.vkey --consistency proof.txt --checkpoint OLDER      (across a change of the key: --key BEFORE --key AFTER)

Exit code 0: intact and signed up to the entry that is named. 1: broken. 2: nothing signed could be checked.
Written from docs/audit-log-format.md. It checks bytes, numbers, chain, tree, signatures and proofs, what is stored beside them
(columns, calls, tree nodes, checkpoints), and of a pack all but its instructions and its page. It does not replay the log
against the desk's other tables (desk audit verify --facts), nor check the signature of a time stamp (openssl ts -verify).
"""
import argparse, base64, collections, datetime, hashlib, json, sqlite3, sys, uuid

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
BASE_Y = 4 * pow(5, P - 2, P) % P


class Broken(Exception):
    """Something in the log is not as it was written."""


class Unchecked(Exception):
    """Nothing signed could be checked."""


# Ed25519, RFC 8032 section 5.1: verification alone, in affine form's extended coordinates.
def recover_x(y, sign):
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - x2) % P != 0 or (x == 0 and sign):
        raise Broken('a signature or key is no point of the curve')
    return P - x if x & 1 != sign else x


def add(a, b):
    k = (a[1] - a[0]) * (b[1] - b[0]) % P
    l = (a[1] + a[0]) * (b[1] + b[0]) % P
    m, n = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = l - k, n - m, n + m, l + k
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def point_of(raw):
    y = int.from_bytes(raw, 'little')
    sign, y = y >> 255, y & (2**255 - 1)
    x = recover_x(y, sign)
    return x, y, 1, x * y % P


def is_signed(public, message, signature):
    if len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], 'little')
    if s >= Q:
        return False
    hashed = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), 'little') % Q
    base = recover_x(BASE_Y, 0)
    left = times(s, (base, BASE_Y, 1, base * BASE_Y % P))
    right = add(point_of(signature[:32]), times(hashed, point_of(public)))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# RFC 6962 section 2.1.
def sha256(data):
    return hashlib.sha256(data).digest()


def leaf_of(text):
    return sha256(b'\0' + text.encode())


def node_of(left, right):
    return sha256(b'\1' + left + right)


class Tree:
    """The tree's edge: its size, and the roots of its whole subtrees, widest first."""

    def __init__(self, frontier='0:'):
        size, hashes = frontier.split(':')
        raw = bytes.fromhex(hashes)
        self.size, self.peaks = int(size), [raw[at : at + 32] for at in range(0, len(raw), 32)]
        if len(raw) != 32 * bin(self.size).count('1'):
            raise Broken('the edge of the tree does not have as many hashes as its size needs')

    def append(self, leaf, kept=None):
        """Grows by a leaf; `kept` takes the roots of whole subtrees of 256, 65,536 … leaves, by level and position."""
        at, level = self.size, 0
        while at & 1:
            leaf, at, level = node_of(self.peaks.pop(), leaf), at >> 1, level + 1
            if kept is not None and level % 8 == 0:
                kept[level, at] = leaf
        self.peaks.append(leaf)
        self.size += 1

    def edge(self):
        return f'{self.size}:' + b''.join(self.peaks).hex()

    def root(self):
        peaks = self.peaks[::-1]
        root = peaks[0] if peaks else sha256(b'')
        for peak in peaks[1:]:
            root = node_of(peak, root)
        return root


def root_of_inclusion(leaf, index, size, proof):
    at, last, root = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise Broken('an inclusion proof is too long')
        if at & 1 or at == last:
            root = node_of(sibling, root)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            root = node_of(root, sibling)
        at, last = at >> 1, last >> 1
    if last != 0:
        raise Broken('an inclusion proof is too short')
    return root


def is_consistent(old, old_root, new, new_root, proof):
    if old == new:
        return not proof and old_root == new_root
    if old == 0 or old > new or not proof:
        return old == 0 and not proof
    proof = list(proof) if old & (old - 1) else [old_root] + list(proof)
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = proof[0]
    for sibling in proof[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node_of(sibling, first), node_of(sibling, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node_of(second, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


class Key:
    """The log's public key: name+hex(key id)+base64(0x01 and the key)."""

    def __init__(self, text):
        self.text = text.strip()
        self.name, key_id, encoded = self.text.split('+', 2)
        raw = base64.b64decode(encoded)
        self.public, self.id = raw[1:], bytes.fromhex(key_id)
        if raw[:1] != b'\1' or sha256(self.name.encode() + b'\n' + raw)[:4] != self.id:
            raise Unchecked('the public key is none, or does not belong to its id')

    def signed(self, note):
        """Whether one of the note's signatures is this key's; Broken where it is, but does not hold."""
        text, signatures = note.split('\n\n', 1)
        lines = [line.split(' ') for line in signatures.strip('\n').split('\n')]
        signed = [base64.b64decode(blob) for mark, name, blob in lines if mark == '—' and name == self.name]
        mine = [blob[4:] for blob in signed if blob[:4] == self.id]
        if not all(is_signed(self.public, (text + '\n').encode(), signature) for signature in mine):
            raise Broken(f'the signature under the checkpoint at {note.split(chr(10))[1]} does not hold')
        return len(mine) > 0


Checkpoint = collections.namedtuple('Checkpoint', 'size root epoch at source')
CARRIERS = ('audit.key_rotate', 'audit.prune', 'backup.restore')
# How far a clock may be off between a restore and a checkpoint of the life that it ended.
TOLERANCE = datetime.timedelta(minutes=5)
EPOCH, MS = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc), datetime.timedelta(milliseconds=1)


def line_of(note, name):
    """The rest of the signed line that begins with this word."""
    lines = note.split('\n\n', 1)[0].split('\n')[3:]
    return next((line[len(name) + 1 :] for line in lines if line.startswith(name + ' ')), None)


def place_of(note):
    """Epoch and size: each restore begins an epoch, within one the log grows."""
    return int(line_of(note, 'epoch') or 1), int(note.split('\n')[1])


def time_of(text):
    return datetime.datetime.fromisoformat(text.replace('Z', '+00:00'))


def ms_of(text):
    return (time_of(text) - EPOCH) // MS


class History:
    """The lives and keys of a log, by the statements that its entries carry (detail.statements)."""

    def __init__(self, key, carried=(), before=()):
        notes = list(before)
        for entry in carried:
            mine = entry['detail'].get('statements', [])
            wanted = {'backup.restore': 'restored-from', 'audit.key_rotate': 'key-to'}.get(entry['action'])
            own = [note for note in mine if wanted and line_of(note, wanted) and place_of(note)[1] == entry['seq'] - 1]
            if len(own) != 1 and (entry['action'] == 'audit.key_rotate' or (wanted and mine)):
                raise Broken(f'entry {entry["seq"]} carries no statement over the entries before it')
            notes += mine
        self.notes = sorted(set(notes), key=place_of)
        self.restores = [note for note in self.notes if line_of(note, 'restored-from')]
        self.rotations = [note for note in self.notes if line_of(note, 'key-to')]
        self.keys = self.ring(key)
        epochs = [place_of(self.signed(note))[0] for note in self.restores]
        if epochs != sorted(set(epochs)) or 1 in epochs:
            raise Broken('the epochs of the log are not counted one by one')

    def ring(self, key):
        """Pairs of a key and the last place at which it may sign (None for the one in force)."""
        pairs = [(Key(line_of(note, 'key-from')), Key(line_of(note, 'key-to'))) for note in self.rotations]
        keys = [pairs[0][0]] + [to for _, to in pairs] if pairs else []
        if key.public not in [one.public for one in keys]:
            return [(key, None)]
        for at, (note, (old, new)) in enumerate(zip(self.rotations, pairs)):
            if old.public != keys[at].public or not (old.signed(note) and new.signed(note)):
                raise Broken(f'the rotation of the key after entry {place_of(note)[1]} does not hold')
        return list(zip(keys, [place_of(note) for note in self.rotations] + [None]))

    def signed(self, note):
        """The note, its signature checked by the key that was in force there."""
        found = [until for key, until in self.keys if key.name == note.split('\n')[0] and key.signed(note)]
        if not found:
            raise Unchecked(f'the checkpoint at {place_of(note)[1]} is signed by another key than the one given')
        if found[-1] and place_of(note) > found[-1]:
            raise Broken(f'the checkpoint at {place_of(note)[1]} is signed by a key that was replaced before')
        return note

    def open(self, note, source):
        """A checkpoint (c2sp.org/tlog-checkpoint), its signature checked."""
        try:
            root = base64.b64decode(self.signed(note).split('\n')[2], validate=True)
            epoch, size = place_of(note)
        except (ValueError, IndexError) as error:
            raise (Unchecked if source == 'given' else Broken)(f'a checkpoint cannot be read: {error}')
        return Checkpoint(size, root, epoch, line_of(note, 'at'), source)

    def statements(self):
        return [self.open(note, 'statement') for note in self.notes]

    def lost(self, checkpoint):
        """The restore that took what the checkpoint speaks of out of the log; None for one of this life."""
        restore = next((note for note in self.restores if place_of(note)[0] > checkpoint.epoch), None)
        if restore is None:
            return None
        ours = checkpoint.epoch == 1 or any(place_of(note)[0] == checkpoint.epoch for note in self.restores)
        if ours and checkpoint.size <= place_of(restore)[1]:
            return None
        if checkpoint.at and time_of(checkpoint.at) > time_of(line_of(restore, 'at')) + TOLERANCE:
            raise Broken(f'the checkpoint at {checkpoint.size} was signed after the restore that ended its epoch')
        return restore

    def told(self):
        for note in self.restores:
            epoch, size = place_of(note)
            lost = (line_of(note, 'lost') or '').split(' ')
            end = f'epoch {lost[0]} went on to {lost[1]} at least' if len(lost) > 1 else 'no later checkpoint was known'
            yield f'epoch {epoch} begins at entry {size + 1}, restored from {line_of(note, "restored-from")}; {end}'
        for note in self.rotations:
            yield f'the key was changed at entry {place_of(note)[1] + 1}, signed by both'


# The closed list of actions, by kind. A later version of the desk may know more: take its verify.py.
ACTIONS = {
    'call': '''
        call.intent call.outcome
    ''',
    'act': '''
        registration.create registration.not_found order.register order.import order.place order.place_orphaned
        order.orphan_settled order.replace order.sync.status_changed order.sync.fields_changed
        order.sync.unknown_status order.sync.status_regressed order.sync.gone order.sync.returned
        order.verify.changed order.sync_requested order.verify_requested order.superseded order.cancel
        order.cancel_requested order.assign order.follow_up order.snooze order.triage order.message order.legal_hold
        order.legal_hold_released order.erase note.create note.update note.delete handover.create handover.update
        handover.close cancellation.plan cancellation.approve cancellation.reject cancellation.execute
        cancellation.pause cancellation.resume cancellation.stop cancellation.item cancellation.complete
        cancellation_request.create cancellation_request.done cancellation_request.dismiss
        cancellation_request.reopen cancellation_policy.create cancellation_policy.update cancellation_policy.delete
        cancellation_policy.propose cancellation_policy.run billing.price.create billing.price.update
        billing.price.delete billing.rule.create billing.rule.update billing.rule.delete billing.alias.create
        billing.alias.update billing.alias.delete billing.group.create billing.group.update billing.group.delete
        billing.customer.create billing.customer.update billing.customer.delete billing.accounting.update
        billing.logo.update billing.statement.number billing.mapping.create billing.mapping.update
        billing.mapping.delete billing.invoice.upload billing.invoice.correct billing.invoice.reconcile
        billing.invoice.disposition billing.invoice.delete billing.rollup.rebuild billing.adjustment.create
        period.close period.reopen session.login session.denied session.logout session.reauthenticate session.revoke
        session.end_all session.expire user.create user.update user.disable user.enable user.password user.role user.second_factor
        user.setup_link user.invite user.reset_link user.delete api_key.create api_key.rotate api_key.revoke approval.ask
        approval.approve approval.reject approval.withdraw approval.alone settings.change settings.propose
        settings.reject saved_view.create saved_view.update saved_view.delete playbook.note playbook.contact
        audit.prune audit.prune_approve audit.rebuild_calls audit.key_rotate audit.wrapping_rotate retention.approve doctor.run
        test_bench.run seed.run notification.test
    ''',
    'read': '''
        cancellation.export billing.customer.export billing.accounting.export billing.statement.export
        billing.usage.export billing.margin.export billing.invoice.export access.denied access.denied_summary
        personal_data.reveal personal_data.report personal_data.disclose search.person order.export call.export
        call.view audit.view audit.export audit.pack audit.verify
    ''',
    'system': '''
        approval.lapse audit.prune_announce audit.checkpoint_export audit.time_stamp retention.run
        retention.announce gateway.gap gateway.refused sync.paused sync.resumed notification.send backup.create
        backup.failed backup.restore backup.copy backup.rotate system.start system.stop system.recovered
        system.latched system.migrate audit.wrapping_done
    ''',
}
KIND_OF = {action: kind for kind, actions in ACTIONS.items() for action in actions.split()}


def canonical_text(value):
    return json.dumps(value, ensure_ascii=False, separators=(',', ':'), sort_keys=True)


def entry_of(text):
    """An entry from its bytes, which must be its canonical form (RFC 8785)."""
    try:
        entry = json.loads(text)
        canonical = canonical_text(entry)
    except ValueError as error:
        raise Broken(f'an entry is no JSON: {error}')
    if not isinstance(entry, dict) or canonical != text or entry.get('v') != 1:
        raise Broken(f'an entry is not in canonical form, or of another version: {text[:80]}')
    if KIND_OF.get(entry['action']) != entry['kind']:
        raise Broken(f'entry {entry["seq"]}: action {entry["action"]} of kind {entry["kind"]} is not on the closed list')
    if 'sealed' in entry and 'subject' not in entry:
        raise Broken(f'entry {entry["seq"]} is sealed, but has no subject')
    return entry


class Walk:
    """Follows the log from entry to entry, and holds the tree against checkpoints of its size."""

    def __init__(self, history, tree, last, checkpoints):
        self.history, self.tree, self.last, self.met, self.lines = history, tree, last, [], list(history.told())
        self.nodes, self.latest = {}, 0
        self.awaited = sorted([*checkpoints, *history.statements()], key=lambda one: one.size)
        self.uuids = set()
        self.meet()

    def is_lost(self, one):
        restore = None if one.source == 'stored' else self.history.lost(one)
        if restore and one.source == 'given':
            since = place_of(restore)[1] + 1
            self.lines.append(f'the checkpoint at {one.size} belongs to the lost end of epoch {one.epoch}: '
                              f'the restore at entry {since} dropped entries {since} … {one.size} of it')
        return restore is not None

    def meet(self):
        while self.awaited and self.awaited[0].size <= self.tree.size:
            one = self.awaited.pop(0)
            if one.size < self.tree.size:
                continue
            if one.root == self.tree.root():
                self.met.append((one.size, one.source))
            elif not self.is_lost(one):
                since = max([met for met, of in self.met if of == one.source] or [0]) + 1
                raise Broken(f'entries {since} … {one.size} are not those that the {one.source} checkpoint was signed over')

    def take(self, text):
        entry = entry_of(text)
        if entry['seq'] != self.tree.size + 1:
            raise Broken(f'entry {self.tree.size + 1} is missing; entry {entry["seq"]} stands in its place')
        if entry['prevHash'] != self.last.hex():
            raise Broken(f'entry {entry["seq"]} does not name the hash of the entry before it')
        if entry['uuid'] in self.uuids:
            raise Broken(f'entry {entry["seq"]} has the UUID of an earlier entry')
        self.uuids.add(entry['uuid'])
        at = ms_of(entry['at'])
        if at < self.latest - TOLERANCE // MS and not any('time runs back' in line for line in self.lines):
            self.lines.append(f'time runs back at entry {entry["seq"]}: the clock was set back, or it was written later')
        self.latest = max(self.latest, at)
        self.last = leaf_of(text)
        self.tree.append(self.last, self.nodes)
        self.meet()
        return entry

    def end(self):
        """What is still awaited speaks of a life that was lost, or of entries that are not there: gives those."""
        return [one for one in self.awaited if not self.is_lost(one)]

    def verdict(self, first):
        outside = [size for size, source in self.met if source == 'given']
        covered = max(outside or [size for size, source in self.met if source == 'stored'] or [0])
        if covered < first:
            raise Unchecked('the entries agree with each other, but no signed checkpoint covers them')
        intact = f'INTACT: entries {first} … {self.tree.size}, signed and complete up to entry {covered}'
        return '\n'.join([intact, *self.lines])


def verify_jsonl(key, path, given):
    with open(path, encoding='utf-8', newline='\n') as file:
        # What a copy over Windows or by an editor changes between the lines is no change of what they say.
        lines = [line for line in (line.removesuffix('\r') for line in file.read().split('\n')) if line != '']
    header, texts = json.loads(lines[0]), lines[1:-1]
    if header['format'] != 'srs-desk-audit-log/1' or not lines[-1].startswith('{"end":"' + header['format'] + '"'):
        raise Broken('the file does not end with its trailer')
    trailer = json.loads(lines[-1])
    if header['filter'] is not None:
        raise Unchecked('a filtered export cannot be proven by itself')
    first = header['firstSeq']
    starts = tuple('{"action":"' + action + '"' for action in CARRIERS)
    history = History(key, [entry_of(text) for text in texts if text.startswith(starts)], header.get('statements', []))
    given = [history.open(note, 'given') for note in given]
    walk = Walk(history, Tree(header['prefix']), bytes.fromhex(header['prevHash']), given)
    if walk.tree.size != first - 1 or (first == 1 and header['prevHash'] != '0' * 64):
        raise Broken('the header does not fit its first entry')
    for text in texts:
        walk.take(text)
    if trailer['entries'] != len(texts) or (texts and trailer['lastSeq'] != walk.tree.size):
        raise Broken('the trailer counts other entries than the file has')
    if trailer['checkpoint'] is not None:
        size, root = history.open(trailer['checkpoint'], 'stored')[:2]
        proof = [bytes.fromhex(one) for one in trailer['proof']]
        if not is_consistent(walk.tree.size, walk.tree.root(), size, root, proof):
            raise Broken(f'the entries are not those that the checkpoint at {size} was signed over')
        walk.met.append((walk.tree.size, 'stored'))
        if header['origin'] != key.name:
            raise Broken('the header names another log than the checkpoint')
    for one in walk.end():
        walk.lines.append(f'the checkpoint at {one.size} reaches beyond this file: what comes after is not covered')
    return walk.verdict(first)


COLUMNS = ('seq', 'at', 'uuid', 'kind', 'action', 'actor', 'ref_id', 'order_id', 'external_id', 'call_id', 'subject_id',
           'operation', 'outcome', 'target')
OF_OUTCOME = ('finished_at', 'ref_id', 'order_id', 'external_id', 'http_status', 'outcome', 'answer', 'duration_ms',
              'subject_id', 'seq_outcome')


def columns_of(entry):
    """What stands beside an entry's bytes, as COLUMNS, in a database of before version 0.3."""
    texts = [entry.get(name) for name in ('refId', 'orderId', 'externalId', 'callId', 'subject', 'operation', 'outcome', 'target')]
    texts[3] = int(texts[3]) if texts[3] else None
    return (entry['seq'], ms_of(entry['at']), entry['uuid'], entry['kind'], entry['action'], entry['actor'], *texts)


SPELLED = {'seq': 'seq', 'kind': 'kind', 'action': 'action', 'actor': 'actor', 'origin': 'origin', 'ref_id': 'refId', 'order_id': 'orderId',
           'external_id': 'externalId', 'subject_id': 'subject', 'operation': 'operation', 'outcome': 'outcome', 'target': 'target'}


def text_of(row, before):
    """An entry's text as its row spells it, after the entry with this hash."""
    if 'bytes' in row:
        return row['bytes']
    seq = row['seq']
    if row['text'] is not None:
        raise Broken(f'entry {seq}: its columns do not spell its text, which an upgrade therefore kept')
    entry = {name: row[column] for column, name in SPELLED.items() if row[column] is not None}
    try:
        entry['detail'] = json.loads(row['detail'])
        entry['at'] = (EPOCH + datetime.timedelta(milliseconds=row['at'])).replace(tzinfo=None).isoformat(timespec='milliseconds') + 'Z'
        entry['uuid'] = str(uuid.UUID(bytes=row['uuid']))
    except (ValueError, OverflowError) as error:
        raise Broken(f'entry {seq}: its columns are none of an entry: {error}')
    if not isinstance(entry['detail'], dict) or canonical_text(entry['detail']) != row['detail']:
        raise Broken(f'entry {seq}: its detail is not in canonical form')
    if row['call_id'] is not None:
        entry['callId'] = str(row['call_id'])
    if row['sealed'] is not None:
        entry['sealed'] = base64.urlsafe_b64encode(row['sealed']).decode().rstrip('=')
    return canonical_text(entry | {'v': 1, 'prevHash': before.hex()})


def take_call(calls, entry):
    """The table calls, as intents and outcomes make it."""
    ids = dict(zip(('ref_id', 'order_id', 'external_id', 'subject_id'), map(entry.get, ('refId', 'orderId', 'externalId', 'subject'))))
    detail, number = entry['detail'], int(entry['callId'])
    if entry['action'] == 'call.intent':
        calls[number] = dict.fromkeys(OF_OUTCOME) | ids | {
            'id': number, 'started_at': ms_of(entry['at']), 'operation': entry.get('operation', ''), 'outcome': 'in_flight',
            'http_method': detail.get('method', ''), 'url': entry.get('target', ''), 'actor': entry['actor'],
            'origin': entry.get('origin', ''), 'attempt': detail.get('attempt', 0), 'seq_intent': entry['seq'],
            'correlation_id': detail.get('correlationId', '')}
    elif number in calls:
        calls[number] |= ids | {
            'finished_at': ms_of(entry['at']), 'http_status': detail.get('httpStatus'), 'outcome': entry.get('outcome', ''),
            'answer': detail.get('answer'), 'duration_ms': detail.get('durationMs'), 'seq_outcome': entry['seq']}


def verify_database(key, path, given):
    db = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
    db.row_factory = lambda cursor, row: {name: value for (name, *_), value in zip(cursor.description, row)}
    rows = lambda sql: list(db.execute(sql))
    carriers = f"action IN {CARRIERS} AND kind <> 'call'"
    history = History(key, [entry_of(text_of(row, bytes(32))) for row in rows(f'SELECT * FROM entries WHERE {carriers} ORDER BY seq')])
    checkpoints = rows('SELECT * FROM checkpoints')
    stored = [history.open(row['note'], 'stored') for row in checkpoints]
    given = [history.open(note, 'given') for note in given]
    tree, last, first = Tree(), bytes(32), 1
    for stub in rows('SELECT * FROM audit_stub'):
        first, last, note = stub['first_seq'], stub['last_hash'], stub['note']
        tree = Tree(stub['frontier'])
        size, root = history.open(note, 'stub')[:2]
        if size != first - 1 or root != tree.root() or f'\npruned-last {last.hex()}\n' not in note:
            raise Broken('the stub in place of pruned entries does not hold')
    walk = Walk(history, tree, last, given + stored)
    calls, told = {}, {'audit.prune': [], 'audit.time_stamp': [], 'audit.checkpoint_export': []}
    for row in db.execute('SELECT * FROM entries ORDER BY seq'):
        entry = walk.take(text_of(row, walk.last))
        if row['hash'] != walk.last:
            raise Broken(f'entry {entry["seq"]}: what its columns say, after the entry before it, does not have its hash')
        if 'bytes' in row and (row['prev_hash'].hex() != entry['prevHash'] or tuple(row[name] for name in COLUMNS) != columns_of(entry)):
            raise Broken(f'entry {entry["seq"]}: a column does not say what the stored bytes say')
        if entry['kind'] == 'call':
            take_call(calls, entry)
        elif entry['action'] in told:
            told[entry['action']].append(entry)
    for one in walk.end():
        raise Broken(f'the log ends at entry {walk.tree.size}, but a signed checkpoint states {one.size} entries')
    if first > 1 and all(entry['detail']['firstSeq'] != first for entry in told['audit.prune']):
        raise Broken('no entry tells that the log was pruned up to its stub')
    check_tree(rows, walk, first)
    check_checkpoints(checkpoints, stored, told['audit.checkpoint_export'], first)
    if {row['id']: row for row in rows('SELECT * FROM calls')} != calls:
        raise Broken('the table calls does not say what the log says')
    check_stamps(rows, told['audit.time_stamp'], first, walk)
    triggers = {row['name'] for row in rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    for name in sorted({'entries_chain', 'entries_no_delete', 'entries_no_update'} - triggers):
        walk.lines.append(f'the append-only trigger {name} is missing')
    return walk.verdict(first)


def check_tree(rows, walk, first):
    """The kept nodes and edge of the tree; nodes of pruned leaves cannot be made anew."""
    kept = {(row['level'], row['position']): row['hash'] for row in rows('SELECT * FROM tree_nodes')}
    if any(kept.pop(place, None) != node for place, node in walk.nodes.items()):
        raise Broken('a kept node of the tree is wrong or missing')
    if any((position + 1) << level > first - 1 for level, position in kept):
        raise Broken('the tree has a kept node that belongs to no entries')
    if [(row['size'], row['frontier']) for row in rows('SELECT * FROM tree_frontier')] != [(walk.tree.size, walk.tree.edge())]:
        raise Broken('the stored edge of the tree is not that of the entries')


def check_checkpoints(rows, opened, exports, first):
    exported = {(entry['detail']['size'], ms_of(entry['at'])) for entry in exports}
    for row, one in zip(rows, opened):
        if (row['size'], row['root'], row['at']) != (one.size, one.root, ms_of(one.at)):
            raise Broken(f'the columns of the checkpoint at {row["size"]} do not say what its note says')
        if row['exported_at'] is not None and (row['size'], row['exported_at']) not in exported:
            raise Broken(f'the checkpoint at {row["size"]} counts as exported, but no entry tells of it')
    there = {row['size'] for row in rows}
    for size, _ in exported:
        if size >= first - 1 and size not in there:
            raise Broken(f'the checkpoint at {size} was exported, but is not stored any more')


def check_stamps(rows, told, first, walk):
    """Time stamps (RFC 3161): each is there, is the one that its entry tells of, and over its checkpoint's note."""
    told = {entry['detail']['size']: entry['detail'] for entry in told}
    joined = 'SELECT s.size, s.answer, c.note FROM checkpoint_stamps s LEFT JOIN checkpoints c USING (size)'
    is_there = rows("SELECT 1 FROM sqlite_master WHERE name = 'checkpoint_stamps'")
    kept = {row['size']: row for row in rows(joined)} if is_there else {}
    if any(size >= first and size not in told for size in kept):
        raise Broken('no entry tells of a time stamp that is stored')
    for size, detail in told.items():
        row = kept.get(size)
        if row is None and size < first - 1:
            continue
        if row is None or row['note'] is None or sha256(row['answer']).hex() != detail['sha256']:
            raise Broken(f'the time stamp over {size} entries is gone, or another stands in its place')
        if sha256(row['note'].encode()) not in row['answer']:
            raise Broken(f'the time stamp over {size} entries was given over something else than its checkpoint')
    if told:
        newest = told[max(told)]
        walk.lines.append(f'{len(told)} time stamps are those that the log tells of, the newest of {newest["stampedAt"]} by '
                          f'{newest["authority"]}; their signatures: openssl ts -verify')


# AES-256-GCM (FIPS 197, SP 800-38D), for what a pack opens.
def s_box():
    box, p, q = [0x63] * 256, 1, 1
    while True:
        p ^= p << 1 & 0xFF ^ (0x1B if p & 0x80 else 0)
        for shift in (1, 2, 4):
            q ^= q << shift & 0xFF
        q ^= 0x09 if q & 0x80 else 0
        turned = q << 8 | q
        box[p] = (q ^ turned >> 7 ^ turned >> 6 ^ turned >> 5 ^ turned >> 4) & 0xFF ^ 0x63
        if p == 1:
            return bytes(box)


S_BOX = s_box()


def double(byte):
    return byte << 1 & 0xFF ^ (0x1B if byte & 0x80 else 0)


def round_keys(key):
    words, constant = [key[at : at + 4] for at in range(0, 32, 4)], 1
    while len(words) < 60:
        word, at = words[-1], len(words)
        if at % 8 == 0:
            word = bytes([S_BOX[word[1]] ^ constant, S_BOX[word[2]], S_BOX[word[3]], S_BOX[word[0]]])
            constant = double(constant)
        elif at % 8 == 4:
            word = word.translate(S_BOX)
        words.append(bytes(a ^ b for a, b in zip(word, words[at - 8])))
    return [b''.join(words[at : at + 4]) for at in range(0, 60, 4)]


def aes_block(keys, block):
    state = bytes(a ^ b for a, b in zip(block, keys[0]))
    for number, key in enumerate(keys[1:], 1):
        state = bytes(state.translate(S_BOX)[(at + 4 * (at % 4)) % 16] for at in range(16))
        if number < 14:
            mixed = []
            for at in range(0, 16, 4):
                column = state[at : at + 4]
                every = column[0] ^ column[1] ^ column[2] ^ column[3]
                mixed += [column[i] ^ every ^ double(column[i] ^ column[(i + 1) % 4]) for i in range(4)]
            state = bytes(mixed)
        state = bytes(a ^ b for a, b in zip(state, key))
    return state


def opened_by(key, uuid, sealed):
    """What was sealed (nonce, ciphertext, tag) for the entry with this UUID; Broken where the tag does not hold."""
    keys = round_keys(key)
    nonce, body, tag = sealed[:12], sealed[12:-16], sealed[-16:]
    stream = lambda count: aes_block(keys, nonce + count.to_bytes(4, 'big'))
    hash_key, total = int.from_bytes(aes_block(keys, bytes(16)), 'big'), 0
    known = uuid.encode()
    padded = lambda data: data + bytes(-len(data) % 16)
    data = padded(known) + padded(body) + (8 * len(known)).to_bytes(8, 'big') + (8 * len(body)).to_bytes(8, 'big')
    for at in range(0, len(data), 16):
        total, product, factor = total ^ int.from_bytes(data[at : at + 16], 'big'), 0, hash_key
        for bit in range(127, -1, -1):
            product ^= factor if total >> bit & 1 else 0
            factor = factor >> 1 ^ (0xE1 << 120 if factor & 1 else 0)
        total = product
    if bytes(a ^ b for a, b in zip(total.to_bytes(16, 'big'), stream(1))) != tag:
        raise Broken('a sealed part does not open with the key given')
    blocks = (len(body) + 15) // 16
    return bytes(a ^ b for a, b in zip(body, b''.join(stream(2 + number) for number in range(blocks))))


PACK_FIELDS = {'format', 'madeAt', 'refId', 'orderId', 'externalId', 'checkpoint', 'publicKey', 'entries', 'howToCheck'}


def once(pairs):
    names = [name for name, _ in pairs]
    if len(names) != len(set(names)):
        raise Broken('a field of the pack stands in it twice')
    return dict(pairs)


def check_head(key, pack, entries, own):
    """What the pack says of its order, as its entries give it."""
    mine = [entry for entry in entries if entry.get('refId') == own['refId']]
    last = lambda name: next((entry[name] for entry in reversed(mine) if name in entry), None)
    says = [pack[name] for name in ('madeAt', 'refId', 'orderId', 'externalId', 'publicKey')]
    if says != [own['at'], own['refId'], last('orderId'), last('externalId'), key.text]:
        raise Broken('the head of the pack is not what its entries say')
    if pack['checkpoint'].split('\n\n', 1)[1].count('\n') != 1:
        raise Broken('the checkpoint of the pack has more than one signature')
    calls, subjects = ({entry[name] for entry in mine if name in entry} for name in ('callId', 'subject'))
    for entry in entries:
        if entry.get('refId') != own['refId'] and entry.get('callId') not in calls and entry.get('subject') not in subjects:
            raise Broken(f'entry {entry["seq"]} is not about the order')


def check_opened(pack, entries, stated):
    keys, used = pack.get('subjectKeys', {}), []
    for one, entry in zip(pack['entries'], entries):
        if 'opened' not in one:
            continue
        subject = entry.get('subject')
        if subject not in keys or 'sealed' not in entry:
            raise Broken('clear text without a key to check it by')
        sealed = base64.urlsafe_b64decode(entry['sealed'] + '=' * (-len(entry['sealed']) % 4))
        if opened_by(base64.b64decode(keys[subject], validate=True), entry['uuid'], sealed).decode() != one['opened']:
            raise Broken('the clear text is not what was sealed')
        used.append(subject)
    if len(used) != stated['opened'] or set(keys) != set(used) or ('subjectKeys' in pack) != stated['personalData']:
        raise Broken('what stands opened is not what the pack was made to show')


def read_pack(text):
    mark = '<script type="application/json" id="srs-desk-proof-pack">'
    inside = text.split(mark, 1)[1].split('</script>', 1)[0] if mark in text else text
    try:
        pack = json.loads(inside, object_pairs_hook=once)
    except ValueError:
        pack = None
    if not isinstance(pack, dict) or pack.get('format') != 'srs-desk-proof-pack/2':
        if 'srs-desk-proof-pack/1' in inside:
            raise Unchecked('this is a proof pack of format 1')
        raise Broken('this is no proof pack, or no whole one')
    return pack


def verify_pack(key, path):
    with open(path, encoding='utf-8', errors='replace') as file:
        pack = read_pack(file.read())
    try:
        return entries_of_pack(key, pack)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise Broken(f'the pack is not of its form: {type(error).__name__}: {error}')


def entries_of_pack(key, pack):
    if set(pack) - {'subjectKeys'} != PACK_FIELDS or not pack['entries'] or type(pack['howToCheck']) is not list:
        raise Broken('the pack holds no entry, or other fields than a pack has')
    if '\n\n— ' not in pack['checkpoint']:
        raise Unchecked('the checkpoint inside the pack is not signed')
    size, root = History(key).open(pack['checkpoint'], 'pack')[:2]
    leaves, entries, last = [], [], 0
    for one in pack['entries']:
        if set(one) - {'opened'} != {'seq', 'text', 'proof'} or type(one['seq']) is not int or one['seq'] <= last:
            raise Broken('an entry of the pack is not of its form, or they are out of order')
        entry, leaf, last = entry_of(one['text']), leaf_of(one['text']), one['seq']
        proof = [bytes.fromhex(sibling) for sibling in one['proof']]
        if entry['seq'] != last or root_of_inclusion(leaf, last - 1, size, proof) != root:
            raise Broken(f'entry {last} is not the one in the log')
        leaves.append(leaf)
        entries.append(entry)
    own = entries[-1]
    if own['action'] != 'audit.pack' or 'refId' not in own:
        raise Broken('the last entry is not that of the pack')
    stated = own['detail']
    if stated['entries'] != len(leaves) - 1 or stated['index'] != sha256(b''.join(leaves[:-1])).hex():
        raise Broken('entries of the index are missing, or others stand in their place')
    check_head(key, pack, entries, own)
    check_opened(pack, entries, stated)
    pruned = f'; entries 1 to {stated["from"] - 1} had been pruned' if stated['from'] > 1 else ''
    return (f'INTACT: {len(leaves)} entries about {pack["refId"]}, as entry {own["seq"]} states them{pruned}; instructions and page were '
            'not compared: read the JSON')


def open_by(keys, note):
    """A checkpoint by the last of these keys that signed it, and the keys from that one on."""
    at = max([at for at, key in enumerate(keys) if key.name == note.split('\n')[0] and key.signed(note)] or [0])
    return History(keys[at]).open(note, 'given'), keys[at:]


def verify_consistency(keys, path, given):
    """A body of c2sp.org/tlog-witness: 'old' and the size, the proof's hashes, an empty line, the newer checkpoint."""
    with open(path, encoding='utf-8', newline='\n') as file:
        head, _, note = file.read().partition('\n\n')
    first, *hashes = head.split('\n')
    if not first.startswith('old ') or len(given) != 1:
        raise Unchecked('a consistency proof and the one older checkpoint are needed')
    # A key that was replaced signs nothing after one that came after it.
    older, keys = open_by(keys, given[0])
    newer, _ = open_by(keys, note)
    (old, old_root), (new, new_root) = older[:2], newer[:2]
    if int(first[4:]) != old:
        raise Unchecked(f'the proof begins at {first[4:]} entries, the checkpoint given is at {old}')
    proof = [base64.b64decode(one, validate=True) for one in hashes]
    if not is_consistent(old, old_root, new, new_root, proof):
        raise Broken(f'the log at {new} entries does not begin with that at {old}')
    return f'CONSISTENT: the log at {new} entries begins with that at {old}'


def main(arguments=None):
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--key', action='append', required=True)
    options.add_argument('--checkpoint', action='append', default=[])
    source = options.add_mutually_exclusive_group(required=True)
    for name in ('jsonl', 'db', 'pack', 'consistency'):
        source.add_argument(f'--{name}')
    flags = options.parse_args(arguments)
    read = lambda path: open(path, encoding='utf-8').read()
    try:
        keys = [Key(read(path)) for path in flags.key]
        if len(keys) > 1 and not flags.consistency:
            raise Unchecked('a log and a pack are checked by one key, whichever one holds')
        key = keys[0]
        given = [read(path) for path in flags.checkpoint]
        if flags.jsonl:
            print(verify_jsonl(key, flags.jsonl, given))
        elif flags.db:
            print(verify_database(key, flags.db, given))
        elif flags.consistency:
            print(verify_consistency(keys, flags.consistency, given))
        else:
            print(verify_pack(key, flags.pack))
        return 0
    except Broken as error:
        print(f'BROKEN: {error}')
        return 1
    except Unchecked as error:
        print(f'NOT CHECKED: {error}')
        return 2
    except (OSError, ValueError, KeyError, TypeError, IndexError, sqlite3.DatabaseError) as error:
        print(f'NOT CHECKED: it cannot be read: {type(error).__name__}: {error}')
        return 2


if __name__ == '__main__':
    sys.exit(main())
