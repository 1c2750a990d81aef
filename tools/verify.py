#!/usr/bin/env python3
"""Checks an audit log of SRS Desk with nothing of SRS Desk: Python's standard library alone.

  verify.py --key log.vkey --jsonl audit.jsonl [--checkpoint FILE ...]
  verify.py --key log.vkey --db desk.db        [--checkpoint FILE ...]
  verify.py --key log.vkey --pack proof.html
  verify.py --key log.vkey --consistency proof.txt --checkpoint OLDER

Exit code 0: intact and signed up to the entry that is named. 1: broken. 2: nothing signed could be checked.
Written from docs/audit-log-format.md. It checks bytes, numbers, chain, tree, signatures and proofs; not the columns and
tables beside the log, and of a pack neither its head nor its page.
"""
import argparse, base64, collections, datetime, hashlib, json, sqlite3, sys

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

    def append(self, leaf):
        at = self.size
        while at & 1:
            leaf, at = node_of(self.peaks.pop(), leaf), at >> 1
        self.peaks.append(leaf)
        self.size += 1

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
        self.name, key_id, encoded = text.strip().split('+', 2)
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


def line_of(note, name):
    """The rest of the signed line that begins with this word."""
    lines = note.split('\n\n', 1)[0].split('\n')[3:]
    return next((line[len(name) + 1 :] for line in lines if line.startswith(name + ' ')), None)


def place_of(note):
    """Epoch and size: each restore begins an epoch, within one the log grows."""
    return int(line_of(note, 'epoch') or 1), int(note.split('\n')[1])


def time_of(text):
    return datetime.datetime.fromisoformat(text.replace('Z', '+00:00'))


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
            raise Broken(f'a checkpoint cannot be read: {error}')
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


def entry_of(text):
    """An entry from its bytes, which must be its canonical form (RFC 8785)."""
    try:
        entry = json.loads(text)
        canonical = json.dumps(entry, ensure_ascii=False, separators=(',', ':'), sort_keys=True)
    except ValueError as error:
        raise Broken(f'an entry is no JSON: {error}')
    if not isinstance(entry, dict) or canonical != text or entry.get('v') != 1:
        raise Broken(f'an entry is not in canonical form, or of another version: {text[:80]}')
    if 'sealed' in entry and 'subject' not in entry:
        raise Broken(f'entry {entry.get("seq")} is sealed, but has no subject')
    return entry


class Walk:
    """Follows the log from entry to entry, and holds the tree against checkpoints of its size."""

    def __init__(self, history, tree, last, checkpoints):
        self.history, self.tree, self.last, self.met, self.lines = history, tree, last, [], list(history.told())
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
        self.last = leaf_of(text)
        self.tree.append(self.last)
        self.meet()

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
        lines = file.read().split('\n')
    header, trailer, texts = json.loads(lines[0]), json.loads(lines[-2]), lines[1:-2]
    if lines[-1] != '' or header['format'] != 'srs-desk-audit-log/1' or trailer.get('end') != header['format']:
        raise Broken('the file does not end with its trailer')
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
    for one in walk.end():
        walk.lines.append(f'the checkpoint at {one.size} reaches beyond this file: what comes after is not covered')
    return walk.verdict(first)


def verify_database(key, path, given):
    db = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
    carriers = f"action IN {CARRIERS} AND kind <> 'call'"
    history = History(key, [entry_of(text) for (text,) in db.execute(f'SELECT bytes FROM entries WHERE {carriers} ORDER BY seq')])
    stored = [history.open(note, 'stored') for (note,) in db.execute('SELECT note FROM checkpoints')]
    given = [history.open(note, 'given') for note in given]
    stub = db.execute('SELECT first_seq, frontier, last_hash, note FROM audit_stub').fetchone()
    tree, last, first = Tree(), bytes(32), 1
    if stub is not None:
        first, frontier, last, note = stub
        tree = Tree(frontier)
        size, root = history.open(note, 'stub')[:2]
        if size != first - 1 or root != tree.root() or f'\npruned-last {last.hex()}\n' not in note:
            raise Broken('the stub in place of pruned entries does not hold')
    walk = Walk(history, tree, last, given + stored)
    for text, prev, leaf in db.execute('SELECT bytes, prev_hash, hash FROM entries ORDER BY seq'):
        if prev != walk.last:
            raise Broken(f'entry {walk.tree.size + 1}: column prev_hash is wrong')
        walk.take(text)
        if leaf != walk.last:
            raise Broken(f'entry {walk.tree.size}: the stored bytes do not have the hash beside them')
    check_stamps(db, first, walk)
    for one in walk.end():
        raise Broken(f'the log ends at entry {walk.tree.size}, but a signed checkpoint states {one.size} entries')
    return walk.verdict(first)


def check_stamps(db, first, walk):
    """Time stamps (RFC 3161): each is there, is the one that its entry tells of, and over its checkpoint's note."""
    told = db.execute("SELECT bytes FROM entries WHERE action = 'audit.time_stamp' AND kind <> 'call' ORDER BY seq")
    told = {detail['size']: detail for detail in (entry_of(text)['detail'] for (text,) in told)}
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    joined = 'SELECT s.size, s.answer, c.note FROM checkpoint_stamps s LEFT JOIN checkpoints c USING (size)'
    kept = {size: (answer, note) for size, answer, note in db.execute(joined)} if 'checkpoint_stamps' in tables else {}
    if any(size >= first and size not in told for size in kept):
        raise Broken('no entry tells of a time stamp that is stored')
    for size, detail in told.items():
        answer, note = kept.get(size, (None, None))
        if answer is None and size < first - 1:
            continue
        if answer is None or note is None or sha256(answer).hex() != detail['sha256']:
            raise Broken(f'the time stamp over {size} entries is gone, or another stands in its place')
        if sha256(note.encode()) not in answer:
            raise Broken(f'the time stamp over {size} entries was given over something else than its checkpoint')
    if told:
        newest = told[max(told)]
        walk.lines.append(f'{len(told)} time stamps are those that the log tells of, the newest of {newest["stampedAt"]} by '
                          f'{newest["authority"]}; their signatures: openssl ts -verify')


def verify_pack(key, path):
    with open(path, encoding='utf-8') as file:
        page = file.read()
    mark = '<script type="application/json" id="srs-desk-proof-pack">'
    if mark in page:
        page = page.split(mark, 1)[1].split('</script>', 1)[0]
    pack = json.loads(page)
    if pack.get('format') != 'srs-desk-proof-pack/2' or not pack['entries']:
        raise Unchecked('this is no proof pack of format 2')
    size, root = History(key).open(pack['checkpoint'], 'pack')[:2]
    leaves, entries = [], []
    for one in pack['entries']:
        entry, leaf = entry_of(one['text']), leaf_of(one['text'])
        proof = [bytes.fromhex(sibling) for sibling in one['proof']]
        if entry['seq'] != one['seq'] or root_of_inclusion(leaf, one['seq'] - 1, size, proof) != root:
            raise Broken(f'entry {one["seq"]} is not the one in the log')
        leaves.append(leaf)
        entries.append(entry)
    own = entries[-1]
    if own['action'] != 'audit.pack' or own.get('refId') != pack['refId']:
        raise Broken('the last entry is not that of the pack')
    stated = own['detail']
    if stated['entries'] != len(leaves) - 1 or stated['index'] != sha256(b''.join(leaves[:-1])).hex():
        raise Broken('entries of the index are missing, or others stand in their place')
    return f'INTACT: {len(leaves)} entries about {pack["refId"]}; head and page of the pack were not compared'


def verify_consistency(key, path, given):
    """A body of c2sp.org/tlog-witness: 'old' and the size, the proof's hashes, an empty line, the newer checkpoint."""
    with open(path, encoding='utf-8', newline='\n') as file:
        head, _, note = file.read().partition('\n\n')
    first, *hashes = head.split('\n')
    if not first.startswith('old ') or len(given) != 1:
        raise Unchecked('a consistency proof and the one older checkpoint are needed')
    history = History(key)
    (old, old_root), (new, new_root) = (history.open(one, 'given')[:2] for one in (given[0], note))
    if int(first[4:]) != old:
        raise Unchecked(f'the proof begins at {first[4:]} entries, the checkpoint given is at {old}')
    proof = [base64.b64decode(one, validate=True) for one in hashes]
    if not is_consistent(old, old_root, new, new_root, proof):
        raise Broken(f'the log at {new} entries does not begin with that at {old}')
    return f'CONSISTENT: the log at {new} entries begins with that at {old}'


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--key', required=True)
    options.add_argument('--checkpoint', action='append', default=[])
    source = options.add_mutually_exclusive_group(required=True)
    for name in ('jsonl', 'db', 'pack', 'consistency'):
        source.add_argument(f'--{name}')
    flags = options.parse_args()
    read = lambda path: open(path, encoding='utf-8').read()
    try:
        key = Key(read(flags.key))
        given = [read(path) for path in flags.checkpoint]
        if flags.jsonl:
            print(verify_jsonl(key, flags.jsonl, given))
        elif flags.db:
            print(verify_database(key, flags.db, given))
        elif flags.consistency:
            print(verify_consistency(key, flags.consistency, given))
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
