#include "textflag.h"

// func readVectors(text *[64]byte, halves *[2][2][16]uint8, m *block)
TEXT ·readVectors(SB), NOSPLIT, $0-24
	MOVQ text+0(FP), SI
	MOVQ halves+8(FP), DX
	MOVQ m+16(FP), DI
	VMOVDQU 0(SI), Y0
	VMOVDQU 32(SI), Y1
	MOVQ $0x0F0F0F0F0F0F0F0F, AX
	VMOVQ AX, X2
	VPBROADCASTQ X2, Y2
	VPSRLW $4, Y0, Y3 // the high halves
	VPSRLW $4, Y1, Y4
	VPAND Y2, Y3, Y3
	VPAND Y2, Y4, Y4
	VPAND Y2, Y0, Y5 // the low halves
	VPAND Y2, Y1, Y6

	// The group of all from 0x80 on, and that of the bit of small letters.
	VPMOVMSKB Y0, AX
	VPMOVMSKB Y1, BX
	SHLQ $32, BX
	ORQ BX, AX
	MOVQ AX, R8
	MOVQ AX, 120(DI)
	VPSLLW $2, Y0, Y0
	VPSLLW $2, Y1, Y1
	VPMOVMSKB Y0, AX
	VPMOVMSKB Y1, BX
	SHLQ $32, BX
	ORQ BX, AX
	MOVQ AX, 128(DI)

	// Eight groups from the bits of both halves, the last one first.
#define LOOKUP(at) \
	VBROADCASTI128 at(DX), Y0 \
	VBROADCASTI128 (at+16)(DX), Y1 \
	VPSHUFB Y5, Y0, Y7 \
	VPSHUFB Y6, Y0, Y8 \
	VPSHUFB Y3, Y1, Y9 \
	VPSHUFB Y4, Y1, Y10 \
	VPAND Y7, Y9, Y0 \
	VPAND Y8, Y10, Y1
#define GROUP(at) \
	VPMOVMSKB Y0, AX \
	VPMOVMSKB Y1, BX \
	SHLQ $32, BX \
	ORQ BX, AX \
	MOVQ AX, at(DI) \
	VPADDB Y0, Y0, Y0 \
	VPADDB Y1, Y1, Y1

	LOOKUP(0)
	GROUP(56)
	GROUP(48)
	GROUP(40)
	GROUP(32)
	GROUP(24)
	GROUP(16)
	GROUP(8)
	GROUP(0)
	TESTQ R8, R8
	JZ done
	LOOKUP(32)
	VPADDB Y0, Y0, Y0 // the last one is not used
	VPADDB Y1, Y1, Y1
	GROUP(112)
	GROUP(104)
	GROUP(96)
	GROUP(88)
	GROUP(80)
	GROUP(72)
	GROUP(64)
done:
	VZEROUPPER
	RET

// func hasAVX2() bool
TEXT ·hasAVX2(SB), NOSPLIT, $0-1
	MOVB $0, ret+0(FP)
	XORL AX, AX
	CPUID
	CMPL AX, $7
	JLT no
	MOVL $1, AX
	XORL CX, CX
	CPUID
	ANDL $0x18000000, CX // the system saves vector registers, and there are any
	CMPL CX, $0x18000000
	JNE no
	XORL CX, CX
	XGETBV
	ANDL $6, AX // all of them
	CMPL AX, $6
	JNE no
	MOVL $7, AX
	XORL CX, CX
	CPUID
	SHRL $5, BX
	ANDL $1, BX
	MOVB BX, ret+0(FP)
no:
	RET
