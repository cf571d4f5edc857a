// A neural field's kernels; written by a program.
// A real holds WIDTH samples side by side. A row holds one number of each sample: VECTORS reals per work-item, the rows
// of LANES work-items interleaved, STRIDE reals from one row to the next.
#define WIDTH $width
#define VECTORS $vectors
#define LANES $lanes
#define GROUP $group
#define TILE $tile
#define STAGED $staged // floats of local memory for weights
#if STAGED > 0
#define STAGE __local float staged[STAGED] __attribute__((aligned(32))) // as float8
#else
#define STAGE __local float *staged = 0
#endif
#define HALF_TABLES $half_tables // whether entries of grids are read as halves
#define STRIDE (VECTORS * LANES)
#define ITEM (WIDTH * VECTORS)
#define ROW(p, i) (p)[(i) * STRIDE]
#define R(x) ((real)(x))

#if WIDTH > 1
#define JOIN_NOW(a, b) a##b
#define JOIN(a, b) JOIN_NOW(a, b)
typedef JOIN(float, WIDTH) real;
typedef JOIN(int, WIDTH) reali;
typedef JOIN(uint, WIDTH) realu;
#define LOAD(p) JOIN(vload, WIDTH)(0, p)
#define STORE(v, p) JOIN(vstore, WIDTH)(v, 0, p)
#define TO_INT(x) JOIN(convert_int, WIDTH)(x)
#define TO_REAL(x) JOIN(JOIN(convert_float, WIDTH), )(x)
#define AS_UINT(x) JOIN(as_uint, WIDTH)(x)
#define ANY(c) any_lane(c)
__constant int lane_numbers[16] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
#define LANE LOAD(lane_numbers)
#else
typedef float real;
typedef int reali;
typedef uint realu;
#define LOAD(p) (*(p))
#define STORE(v, p) (*(p) = (v))
#define TO_INT(x) convert_int(x)
#define TO_REAL(x) convert_float(x)
#define AS_UINT(x) as_uint(x)
#define ANY(c) (c)
#define LANE 0
#endif

#if WIDTH > 1
// Whether any lane is true; any() is a chain of tests in some drivers.
static int any_lane(reali c)
{
#if WIDTH == 16
    const int8 a = c.lo | c.hi;
#else
    const int8 a = c;
#endif
    const int4 b = a.lo | a.hi;
    const int2 d = b.lo | b.hi;
    return (d.x | d.y) != 0;
}
#endif

// The lanes' sum, halves onto halves.
static float sum(real v)
{
#if WIDTH == 16
    float8 a = v.lo + v.hi;
    float4 b = a.lo + a.hi;
    float2 c = b.lo + b.hi;
    return c.x + c.y;
#elif WIDTH == 8
    float4 b = v.lo + v.hi;
    float2 c = b.lo + b.hi;
    return c.x + c.y;
#else
    return v;
#endif
}

// Numbers of tables: those of the parameters, or a copy in half precision that updates keep up with.
#if HALF_TABLES
typedef half entry;
#define ENTRY(p) vload_half(0, p)
#define ENTRY_PAIR(p) vload_half2(0, p)
#else
typedef float entry;
#define ENTRY(p) (*(p))
#define ENTRY_PAIR(p) vload2(0, p)
#endif

// The rows of a work-item.
static __global real *item_rows(__global real *scratch, int item, int rows)
{
    return scratch + (size_t)(item / LANES) * rows * STRIDE + item % LANES;
}

// Where a sample's number of a row stands in a batch, which is cut into tiles.
static size_t in_batch(int rows, int row, int sample)
{
    return ((size_t)(sample / TILE) * rows + row) * TILE + sample % TILE;
}
