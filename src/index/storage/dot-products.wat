;; Dot products of one vector with many, 32 numbers at a time. Exact search is bound by how fast memory is read, so the numbers
;; are 16-bit integers; plain JavaScript, without SIMD, is bound by its arithmetic instead.
(module
  (import "vectors" "memory" (memory 1))

  ;; rows: `count` vectors, one after the other; query: one; scores: room for `count` integers of 32 bits. All are addresses;
  ;; vectors are of 16-bit integers, `width` of them, a multiple of 32 and above 0. No sum may leave 32 bits: it can't where
  ;; the lengths of two vectors multiply to less than 2^31.
  (func (export "dotProducts") (param $rows i32) (param $query i32) (param $scores i32) (param $count i32) (param $width i32)
    (local $rowEnd i32) (local $q i32) (local $scoresEnd i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $scoresEnd (i32.add (local.get $scores) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $nextRow
        (br_if $done (i32.ge_u (local.get $scores) (local.get $scoresEnd)))
        (local.set $rowEnd (i32.add (local.get $rows) (i32.shl (local.get $width) (i32.const 1))))
        (local.set $q (local.get $query))
        (local.set $a (v128.const i32x4 0 0 0 0))
        (local.set $b (v128.const i32x4 0 0 0 0))
        (local.set $c (v128.const i32x4 0 0 0 0))
        (local.set $d (v128.const i32x4 0 0 0 0))
        (loop $next32
          (local.set $a (i32x4.add (local.get $a)
            (i32x4.dot_i16x8_s (v128.load (local.get $rows)) (v128.load (local.get $q)))))
          (local.set $b (i32x4.add (local.get $b)
            (i32x4.dot_i16x8_s (v128.load offset=16 (local.get $rows)) (v128.load offset=16 (local.get $q)))))
          (local.set $c (i32x4.add (local.get $c)
            (i32x4.dot_i16x8_s (v128.load offset=32 (local.get $rows)) (v128.load offset=32 (local.get $q)))))
          (local.set $d (i32x4.add (local.get $d)
            (i32x4.dot_i16x8_s (v128.load offset=48 (local.get $rows)) (v128.load offset=48 (local.get $q)))))
          (local.set $q (i32.add (local.get $q) (i32.const 64)))
          (local.set $rows (i32.add (local.get $rows) (i32.const 64)))
          (br_if $next32 (i32.lt_u (local.get $rows) (local.get $rowEnd))))
        (local.set $a (i32x4.add (i32x4.add (local.get $a) (local.get $b)) (i32x4.add (local.get $c) (local.get $d))))
        (i32.store (local.get $scores)
          (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $a)) (i32x4.extract_lane 1 (local.get $a)))
            (i32.add (i32x4.extract_lane 2 (local.get $a)) (i32x4.extract_lane 3 (local.get $a)))))
        (local.set $scores (i32.add (local.get $scores) (i32.const 4)))
        (br $nextRow)))))
