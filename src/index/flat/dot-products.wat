;; Dot products of one vector with many, 16 numbers at a time. Exact search is bound by how fast memory is read; plain
;; JavaScript, without SIMD, is bound by its arithmetic instead.
(module
  (import "vectors" "memory" (memory 1))

  ;; rows: `count` vectors, one after the other; query: one; scores: room for `count` numbers. All are addresses of 32-bit
  ;; floats; `width`, the numbers in a vector, is a multiple of 16 and above 0.
  (func (export "dotProducts") (param $rows i32) (param $query i32) (param $scores i32) (param $count i32) (param $width i32)
    (local $rowEnd i32) (local $q i32) (local $scoresEnd i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $scoresEnd (i32.add (local.get $scores) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $nextRow
        (br_if $done (i32.ge_u (local.get $scores) (local.get $scoresEnd)))
        (local.set $rowEnd (i32.add (local.get $rows) (i32.shl (local.get $width) (i32.const 2))))
        (local.set $q (local.get $query))
        (local.set $a (v128.const f32x4 0 0 0 0))
        (local.set $b (v128.const f32x4 0 0 0 0))
        (local.set $c (v128.const f32x4 0 0 0 0))
        (local.set $d (v128.const f32x4 0 0 0 0))
        (loop $next16
          (local.set $a (f32x4.add (local.get $a)
            (f32x4.mul (v128.load (local.get $rows)) (v128.load (local.get $q)))))
          (local.set $b (f32x4.add (local.get $b)
            (f32x4.mul (v128.load offset=16 (local.get $rows)) (v128.load offset=16 (local.get $q)))))
          (local.set $c (f32x4.add (local.get $c)
            (f32x4.mul (v128.load offset=32 (local.get $rows)) (v128.load offset=32 (local.get $q)))))
          (local.set $d (f32x4.add (local.get $d)
            (f32x4.mul (v128.load offset=48 (local.get $rows)) (v128.load offset=48 (local.get $q)))))
          (local.set $q (i32.add (local.get $q) (i32.const 64)))
          (local.set $rows (i32.add (local.get $rows) (i32.const 64)))
          (br_if $next16 (i32.lt_u (local.get $rows) (local.get $rowEnd))))
        (local.set $a (f32x4.add (f32x4.add (local.get $a) (local.get $b)) (f32x4.add (local.get $c) (local.get $d))))
        (f32.store (local.get $scores)
          (f32.add
            (f32.add (f32x4.extract_lane 0 (local.get $a)) (f32x4.extract_lane 1 (local.get $a)))
            (f32.add (f32x4.extract_lane 2 (local.get $a)) (f32x4.extract_lane 3 (local.get $a)))))
        (local.set $scores (i32.add (local.get $scores) (i32.const 4)))
        (br $nextRow)))))
