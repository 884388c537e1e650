// 128-bit integers under names that -Wpedantic accepts.
#pragma once
namespace assay {
__extension__ typedef unsigned __int128 u128;
__extension__ typedef __int128 i128;
}  // namespace assay
