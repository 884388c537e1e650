// Makes finished bytecode shorter without changing what it does.
#pragma once
#include "code/bytecode.h"

namespace assay::code {

void fuse(Code& code);

}  // namespace assay::code
